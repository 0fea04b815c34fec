// Unpacks LZMA (.lzma, with the size in its header). Browsers have no decoder of their own, and the engine is a third
// smaller so than with gzip. After the specification of the LZMA SDK (public domain).

const IS_MATCH = 0;
const IS_REP = 192;
const IS_REP_G0 = 204;
const IS_REP_G1 = 216;
const IS_REP_G2 = 228;
const IS_REP0_LONG = 240;
const POS_SLOT = 432;
const POS_SPECIAL = 688;
const ALIGN = 816;
const LENGTH = 832;
const REP_LENGTH = 1346;
const LITERAL = 1860;

/** The bytes that were packed. Raises `RangeError` for bytes that are no such file. */
export function unpack(packed: Uint8Array): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const lc = packed[0] % 9;
  const lpMask = (1 << (Math.floor(packed[0] / 9) % 5)) - 1;
  const pbMask = (1 << Math.floor(packed[0] / 45)) - 1;
  const size = view.getUint32(5, true);
  if (packed[0] >= 225 || view.getUint32(9, true) !== 0) throw new RangeError('not a packed file');
  const out = new Uint8Array(size);
  const probs = new Uint16Array(LITERAL + (0x300 << (lc + Math.log2(lpMask + 1)))).fill(1024);
  let range = 0xffffffff;
  let code = view.getUint32(14);
  let next = 18;

  const bit = (at: number): 0 | 1 => {
    const prob = probs[at];
    const bound = (range >>> 11) * prob;
    let found: 0 | 1;
    if (code < bound) {
      range = bound;
      probs[at] = prob + ((2048 - prob) >> 5);
      found = 0;
    } else {
      range -= bound;
      code -= bound;
      probs[at] = prob - (prob >> 5);
      found = 1;
    }
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | packed[next++]) >>> 0;
    }
    return found;
  };
  const direct = (count: number): number => {
    let found = 0;
    for (let left = count; left > 0; left -= 1) {
      range >>>= 1;
      const one = code >= range ? 1 : 0;
      if (one) code -= range;
      found = (found << 1) | one;
      if (range < 0x1000000) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | packed[next++]) >>> 0;
      }
    }
    return found;
  };
  const tree = (at: number, bits: number): number => {
    let node = 1;
    for (let left = bits; left > 0; left -= 1) node = (node << 1) | bit(at + node);
    return node - (1 << bits);
  };
  const reversed = (at: number, bits: number): number => {
    let node = 1;
    let found = 0;
    for (let place = 0; place < bits; place += 1) {
      const one = bit(at + node);
      node = (node << 1) | one;
      found |= one << place;
    }
    return found;
  };
  const length = (at: number, pos: number): number => {
    if (!bit(at)) return 2 + tree(at + 2 + pos * 8, 3);
    if (!bit(at + 1)) return 10 + tree(at + 130 + pos * 8, 3);
    return 18 + tree(at + 258, 8);
  };
  const distance = (count: number): number => {
    const slot = tree(POS_SLOT + Math.min(count - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << bits;
    if (slot < 14) return base + reversed(POS_SPECIAL + base - slot, bits);
    return base + direct(bits - 4) * 16 + reversed(ALIGN, 4);
  };

  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  let state = 0;
  let at = 0;
  while (at < size) {
    const pos = at & pbMask;
    if (!bit(IS_MATCH + (state << 4) + pos)) {
      const before = at ? out[at - 1] : 0;
      const probsAt = LITERAL + 0x300 * (((at & lpMask) << lc) + (before >> (8 - lc)));
      let symbol = 1;
      if (state >= 7) {
        let match = out[at - rep0 - 1];
        do {
          const matchBit = (match >> 7) & 1;
          match <<= 1;
          const one = bit(probsAt + ((1 + matchBit) << 8) + symbol);
          symbol = (symbol << 1) | one;
          if (matchBit !== one) break;
        } while (symbol < 0x100);
      }
      while (symbol < 0x100) symbol = (symbol << 1) | bit(probsAt + symbol);
      out[at++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count: number;
    if (bit(IS_REP + state)) {
      if (!bit(IS_REP_G0 + state)) {
        if (!bit(IS_REP0_LONG + (state << 4) + pos)) {
          state = state < 7 ? 9 : 11;
          out[at] = out[at - rep0 - 1];
          at += 1;
          continue;
        }
      } else if (!bit(IS_REP_G1 + state)) [rep0, rep1] = [rep1, rep0];
      else if (!bit(IS_REP_G2 + state)) [rep0, rep1, rep2] = [rep2, rep0, rep1];
      else [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
      count = length(REP_LENGTH, pos);
      state = state < 7 ? 8 : 11;
    } else {
      [rep1, rep2, rep3] = [rep0, rep1, rep2];
      count = length(LENGTH, pos);
      state = state < 7 ? 7 : 10;
      rep0 = distance(count);
    }
    if (rep0 < 0 || rep0 >= at) throw new RangeError('not a packed file');
    const end = Math.min(at + count, size);
    for (; at < end; at += 1) out[at] = out[at - rep0 - 1];
  }
  return out;
}
