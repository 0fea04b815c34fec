// What passes the filters, worked out from one row of small numbers for each claim, so that a step stays quick.

/** The facets by which claims differ, with the value of a claim. @type {Array<[string, (claim: any) => string]>} */
const FIELDS = [
  ['manner', (claim) => claim.manner],
  ['relation', (claim) => claim.property_label],
  ['article', (claim) => claim.article],
  ['publisher', (claim) => articles.get(claim.article).publisher || ''],
  ['speaker', (claim) => claim.speaker || (claim.speaker_node ? nodes.get(claim.speaker_node).label : '')],
  ['status', (claim) => claim.status],
];
const FAMILY_BIT = 1 << FIELDS.length;
const TIME_BIT = FAMILY_BIT << 1;
const ONLY_BIT = TIME_BIT << 1;

/** The values of each field, and for each claim the number of its value. */
const fields = new Map(FIELDS.map(([key, valueOf], at) => {
  const numbers = new Map();
  const codes = content.claims.map((claim) => {
    const value = valueOf(claim);
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return numbers.get(value);
  });
  if (key === 'manner' && content.derived.length) numbers.set('derived', numbers.size);
  if (key === 'relation') {
    for (const { property_label: label } of content.derived) if (!numbers.has(label)) numbers.set(label, numbers.size);
  }
  return [key, { bit: 1 << at, values: [...numbers.keys()], numbers, codes }];
}));

const rowOf = new Map(content.claims.map((claim, row) => [claim.id, row]));
const rowsOfEdge = new Map(drawn.edges.map((edge) => [edge.id, edge.claims.map((id) => rowOf.get(id))]));
const familyLabel = new Map(content.nodes.map((node) => [node.id, familyOf(node.id).label]));
const silent = new Set(content.nodes.map((node) => node.id).filter((id) => {
  const role = roles.get(id);
  return !role.subject.length && !role.object.length && !role.speaker.length;
}));

/** Above so many nodes the picture shows the most central ones until more are asked for; never more than `MOST`. */
const ALL_UP_TO = 300;
const OVERVIEW = 200;
const MOST = 1500;
const byRank = content.nodes.map((node, at) => ({ id: node.id, rank: node.rank ?? Infinity, at }));
if (content.nodes.some((node) => node.rank !== undefined)) byRank.sort((a, b) => a.rank - b.rank || a.at - b.at);
else byRank.sort((a, b) => weight(b.id) - weight(a.id));
const overview = new Set(byRank.slice(0, OVERVIEW).map(({ id }) => id));

/** What is counted for the facets under the other filters. */
const tallies = { rows: new Uint16Array(content.claims.length), fields: new Map(), family: new Map() };

/** Which filters keep each claim back, as bits. */
function sift() {
  const off = FIELDS.map(([key]) => {
    const field = fields.get(key);
    return { ...field, flags: state.off[key].size ? field.values.map((value) => state.off[key].has(value)) : null };
  }).filter((field) => field.flags);
  const { family } = state.off;
  const timely = timeTest();
  content.claims.forEach((claim, row) => {
    let bits = 0;
    for (const field of off) if (field.flags[field.codes[row]]) bits |= field.bit;
    if (family.size && (family.has(familyLabel.get(claim.subject))
      || (claim.object && family.has(familyLabel.get(claim.object))))) bits |= FAMILY_BIT;
    if (timely && !timely(row)) bits |= TIME_BIT;
    if (state.only && !answers(claim)) bits |= ONLY_BIT;
    tallies.rows[row] = bits;
  });
}

/** Is a claim in the answer that the picture is narrowed to? If that names no claim: does it tie its things? */
function answers(claim) {
  const { nodes: things, claims: said } = state.only;
  if (said.size) return said.has(claim.id);
  return things.has(claim.subject) && (!claim.object || things.has(claim.object));
}

/** A derived statement stands as long as all claims that it rests on do, however those are said. */
function derivedPasses(statement, except) {
  if (except !== 'manner' && state.off.manner.has('derived')) return false;
  if (except !== 'relation' && state.off.relation.has(statement.property_label)) return false;
  const { family } = state.off;
  if (family.has(familyLabel.get(statement.subject))) return false;
  if (statement.object && family.has(familyLabel.get(statement.object))) return false;
  const mind = ~(fields.get('manner').bit | fields.get('relation').bit);
  return (statement.claims || []).every((id) => !(tallies.rows[rowOf.get(id)] & mind));
}

/** Work out anew what passes the filters, and tell. */
function refilter() {
  sift();
  const { rows } = tallies;
  const derived = content.derived.filter((statement) => derivedPasses(statement));
  const derivedNumbers = new Set(derived.map((statement) => statement.number));
  const live = drawn.edges.filter((edge) => rowsOfEdge.get(edge.id).some((row) => !rows[row])
    || edge.derived.some((number) => derivedNumbers.has(number)));
  const allowed = allowedNodes(live);
  const may = (one) => allowed(one.subject) && (!one.object || allowed(one.object));
  const shown = { claims: new Set(), nodes: new Set(), edges: new Set(), derived: new Set(),
    passing: { nodes: new Set(), edges: new Set() } };
  const spoken = new Set(state.pinned);
  const nearly = new Set();
  const counts = FIELDS.map(([key]) => ({ ...fields.get(key), sums: new Uint32Array(fields.get(key).values.length) }));
  content.claims.forEach((claim, row) => {
    const bits = rows[row];
    if ((bits & (bits - 1)) || !may(claim)) return;
    for (const field of counts) if (!(bits & ~field.bit)) field.sums[field.codes[row]] += 1;
    if (!(bits & ~FAMILY_BIT)) nearly.add(claim.subject).add(claim.object).add(claim.speaker_node);
    if (bits) return;
    shown.claims.add(claim.id);
    spoken.add(claim.subject).add(claim.object).add(claim.speaker_node);
  });
  for (const statement of derived) {
    if (!may(statement)) continue;
    shown.derived.add(statement.number);
    spoken.add(statement.subject).add(statement.object);
  }
  if (state.around) state.around.ids.forEach((id) => spoken.add(id));
  if (state.only) state.only.nodes.forEach((id) => spoken.add(id));
  tallies.family = new Map();
  const { nodes: passing, edges: passingEdges } = shown.passing;
  for (const { id } of content.nodes) {
    if (!allowed(id)) continue;
    const family = familyLabel.get(id);
    if (silent.has(id) || nearly.has(id)) tallies.family.set(family, (tallies.family.get(family) || 0) + 1);
    const said = spoken.has(id) || (silent.has(id) && !state.only);
    if (state.pinned.has(id) || (!state.off.family.has(family) && said)) passing.add(id);
  }
  for (const edge of live) if (passing.has(edge.from) && passing.has(edge.to)) passingEdges.add(edge.id);
  gather(shown);
  for (const { values, sums, bit } of counts) {
    const [key] = FIELDS.find(([name]) => fields.get(name).bit === bit);
    tallies.fields.set(key, new Map(values.map((value, number) => [value, sums[number]])));
  }
  const may2 = (except) => content.derived.filter((one) => derivedPasses(one, except) && may(one));
  if (content.derived.length) {
    tallies.fields.get('manner').set('derived', may2('manner').length);
    const relation = tallies.fields.get('relation');
    for (const one of may2('relation')) relation.set(one.property_label, (relation.get(one.property_label) || 0) + 1);
  }
  state.shown = shown;
  forgetPaths();
  changed('filter');
}

/** Of what passes, find what is drawn. @param {any} shown */
function gather(shown) {
  const { passing } = shown;
  shown.nodes = drawnOf(passing.nodes, passing.edges);
  shown.edges = new Set();
  for (const node of shown.nodes) {
    for (const edge of edgesAt.get(node)) {
      if (edge.from === node && shown.nodes.has(edge.to) && passing.edges.has(edge.id)) shown.edges.add(edge.id);
    }
  }
}

/** More or less of what passes is wanted in the picture; the filters are as they were. */
function regather() {
  state.shown = { ...state.shown };
  gather(state.shown);
  changed('filter');
}

/** Those that are drawn: all where they are few, else the most central and what was asked for. */
function drawnOf(passing, passingEdges) {
  if (passing.size <= ALL_UP_TO) return passing;
  const wanted = new Set([...state.pinned, ...state.unfolded]);
  if (state.around) for (const id of passing) wanted.add(id);
  else {
    for (const id of state.unfolded) {
      for (const edge of edgesAt.get(id)) if (passingEdges.has(edge.id)) wanted.add(edge.from).add(edge.to);
    }
  }
  for (const id of selectedNodes()) wanted.add(id);
  const found = new Set();
  for (const id of wanted) if (passing.has(id) && found.size < MOST) found.add(id);
  if (!state.around) for (const id of overview) if (passing.has(id) && found.size < MOST) found.add(id);
  return found;
}

/** The ends of what is selected. @param {Selection|null} [chosen] @returns {string[]} */
function selectedNodes(chosen = state.selection) {
  if (!chosen) return [];
  if (chosen.kind === 'node') return [chosen.id];
  if (chosen.kind === 'edge') return [edges.get(chosen.id).from, edges.get(chosen.id).to];
  if (chosen.kind === 'path') return pathsBetween(chosen.from, chosen.to)[chosen.at] || [chosen.from, chosen.to];
  return chosen.ids.flatMap((id) => [claims.get(id).subject, claims.get(id).object]).filter(Boolean);
}

/** Must the picture be worked out anew for a selection that is not drawn? @param {Selection|null} chosen */
function bringIn(chosen) {
  const { passing, nodes: there } = state.shown;
  return selectedNodes(chosen).some((id) => passing.nodes.has(id) && !there.has(id));
}
