// The time slider: a histogram over the claims, two handles, play, and what to do with claims without time.

const slider = { from: 0, to: 0, playing: 0 };

/** Bring a step onto the axis. */
function stepOf(month, axis, open) {
  return month === null ? open : Math.min(axis.steps - 1, Math.max(0, Math.floor(month / axis.unit) - axis.first));
}

/** What the filters but time leave in each step. @param {any} axis @returns {{sums: number[], undated: number}} */
function histogram(axis) {
  const change = new Int32Array(axis.steps + 1);
  let undated = 0;
  const spans = MONTHS[state.time.clock];
  tallies.rows.forEach((bits, row) => {
    if (bits & ~TIME_BIT) return;
    const span = spans[row];
    if (!span) {
      undated += 1;
      return;
    }
    change[stepOf(Number.isFinite(span[0]) ? span[0] : null, axis, 0)] += 1;
    change[stepOf(Number.isFinite(span[1]) ? span[1] : null, axis, axis.steps - 1) + 1] -= 1;
  });
  let sum = 0;
  return { sums: [...change.subarray(0, axis.steps)].map((step) => (sum += step)), undated };
}

/** The words of a step's edge. @param {any} axis @param {number} step @param {boolean} end */
function edgeWords(axis, step, end) {
  if (!end && step === 0) return 'the start';
  if (end && step === axis.steps - 1) return 'the end';
  return monthWords((axis.first + step + (end ? 1 : 0)) * axis.unit - (end ? 1 : 0));
}

/** Move the window. @param {number} from step @param {number} to step */
function setWindow(from, to) {
  const axis = AXES[state.time.clock];
  if (!axis) return;
  const low = Math.max(0, Math.min(axis.steps - 1, from));
  const high = Math.max(low, Math.min(axis.steps - 1, to));
  if (low === slider.from && high === slider.to) return;
  state.time.from = low === 0 ? null : (axis.first + low) * axis.unit;
  state.time.to = high === axis.steps - 1 ? null : (axis.first + high + 1) * axis.unit - 1;
  refilter();
}

/** Let the window move on by itself until the end, or stop. @param {boolean} on */
function play(on) {
  if (slider.playing) clearInterval(slider.playing);
  const was = slider.playing;
  slider.playing = 0;
  if (on) {
    const axis = AXES[state.time.clock];
    const wide = slider.to - slider.from >= axis.steps - 1 || slider.to >= axis.steps - 1;
    const size = wide ? Math.max(0, Math.round(axis.steps / 8) - 1) : slider.to - slider.from;
    state.moving = true;
    if (wide) setWindow(0, size);
    slider.playing = window.setInterval(() => {
      if (slider.to >= axis.steps - 1) play(false);
      else setWindow(slider.from + 1, slider.to + 1);
    }, calm.matches ? 1200 : 600);
  } else if (was) endMove();
  byId('time-play').textContent = on ? 'Stop' : 'Play';
}

/** A longer movement is over: what it led to can be undone as one. */
function endMove() {
  state.moving = false;
  noteState();
}

/** Bring the slider in line with the state. */
function showTime() {
  const axis = AXES[state.time.clock];
  const { time } = state;
  for (const clock of ['event', 'published']) byId(`clock-${clock}`).setAttribute('aria-pressed', String(clock === time.clock));
  if (!axis) return;
  slider.from = stepOf(time.from, axis, 0);
  slider.to = stepOf(time.to, axis, axis.steps - 1);
  const { sums, undated } = histogram(axis);
  const most = Math.max(1, ...sums);
  const bars = sums.map((sum, step) => svg('rect', {
    x: step + 0.1, width: 0.8, y: 30 - (sum / most) * 30, height: (sum / most) * 30,
    class: step >= slider.from && step <= slider.to ? 'in' : 'out',
  }));
  const chart = byId('time-bars');
  chart.setAttribute('viewBox', `0 0 ${axis.steps} 30`);
  chart.replaceChildren(...bars);
  const words = [edgeWords(axis, slider.from, false), edgeWords(axis, slider.to, true)];
  [['time-from', slider.from, 0], ['time-to', slider.to, 1]].forEach(([id, step, end]) => {
    const handle = byId(String(id));
    handle.style.left = `${((Number(step) + Number(end)) / axis.steps) * 100}%`;
    handle.setAttribute('aria-valuemax', String(axis.steps - 1));
    handle.setAttribute('aria-valuenow', String(step));
    handle.setAttribute('aria-valuetext', words[Number(end)]);
  });
  byId('time-words').textContent = time.from === null && time.to === null
    ? `${monthWords((axis.first) * axis.unit)} to ${monthWords((axis.first + axis.steps) * axis.unit - 1)}` : words.join(' to ');
  /** @type {HTMLInputElement} */ (byId('time-undated')).checked = undatedShown();
  byId('time-undated-count').textContent = String(undated);
}

/** A handle, moved by keys. */
function timeHandle(id, name, move) {
  const far = () => Math.max(1, Math.round(AXES[state.time.clock].steps / 10));
  const steps = { ArrowLeft: () => -1, ArrowDown: () => -1, ArrowRight: () => 1, ArrowUp: () => 1,
    PageDown: () => -far(), PageUp: far, Home: () => -1e6, End: () => 1e6 };
  return el('div', { id, class: 'handle', role: 'slider', tabindex: 0, 'aria-label': name, 'aria-valuemin': 0,
    'aria-orientation': 'horizontal',
    onkeydown: (event) => {
      if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      play(false);
      move(steps[event.key]());
    } });
}

/** Drag a handle, or the window between them. */
function dragTime(track) {
  let held = null;
  const stepAt = (event) => {
    const box = track.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * AXES[state.time.clock].steps;
  };
  track.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    play(false);
    const at = stepAt(event);
    const [toFrom, toEnd] = [Math.abs(at - slider.from), Math.abs(at - slider.to - 1)];
    const whole = slider.to - slider.from >= AXES[state.time.clock].steps - 1;
    const between = !whole && at > slider.from && at < slider.to + 1 && Math.min(toFrom, toEnd) > (slider.to + 1 - slider.from) / 4;
    held = { what: between ? 'both' : toFrom <= toEnd ? 'from' : 'to', at, from: slider.from, to: slider.to };
    state.moving = true;
    track.setPointerCapture(event.pointerId);
    if (!between) byId(`time-${held.what}`).focus();
    event.preventDefault();
  });
  track.addEventListener('pointermove', (event) => {
    if (!held) return;
    const at = stepAt(event);
    if (held.what === 'from') setWindow(Math.min(Math.round(at), slider.to), slider.to);
    else if (held.what === 'to') setWindow(slider.from, Math.max(Math.round(at) - 1, slider.from));
    else {
      const by = Math.max(-held.from, Math.min(AXES[state.time.clock].steps - 1 - held.to, Math.round(at - held.at)));
      setWindow(held.from + by, held.to + by);
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    track.addEventListener(end, () => {
      if (held) endMove();
      held = null;
    });
  }
}

/** Build the slider. */
function startTime() {
  if (!AXES.event && !AXES.published) return;
  if (!AXES.event) state.time.clock = 'published';
  const clock = (key, words) => el('button', { type: 'button', id: `clock-${key}`, onclick: () => {
    if (!AXES[key]) return;
    play(false);
    state.time = { clock: key, from: null, to: null, undated: state.time.undated };
    refilter();
  } }, words);
  const bars = svg('svg', { id: 'time-bars', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const track = el('div', { id: 'time-track' }, /** @type {any} */ (bars),
    timeHandle('time-from', 'From', (by) => setWindow(Math.min(slider.to, slider.from + by), slider.to)),
    timeHandle('time-to', 'Until', (by) => setWindow(slider.from, Math.max(slider.from, slider.to + by))));
  dragTime(track);
  const undated = el('input', { type: 'checkbox', id: 'time-undated', onchange: (event) => {
    state.time.undated = /** @type {HTMLInputElement} */ (event.target).checked;
    refilter();
  } });
  fill(byId('time'), el('div', { class: 'facet-head' }, el('h2', { id: 'time-title' }, 'Time'),
    el('span', { class: 'clocks', role: 'group', 'aria-label': 'Which time' }, clock('event', 'told of'), clock('published', 'published'))),
  track,
  el('div', { class: 'time-foot' }, el('span', { id: 'time-words' }),
    el('button', { type: 'button', id: 'time-play', onclick: () => play(!slider.playing) }, 'Play')),
  el('p', { class: 'undated' }, undated, el('label', { for: 'time-undated' }, 'without a time'),
    el('span', { class: 'number', id: 'time-undated-count' })));
  byId('time').hidden = false;
  onChange('filter', showTime);
}
