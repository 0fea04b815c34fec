// What is shown: the records that Python wrote into the page, and where each can be found by its id.

/** @param {string} id @returns {any} */
function readJson(id) {
  return JSON.parse(byId(id).textContent || '');
}

/**
 * How each look is drawn. `dash` is in screen pixels; `meaning` is what the legend says; `bar` crosses the line.
 * @type {Object<string, {dash: number[]|null, colour: string, bar?: boolean}>}
 */
const LOOKS = {
  asserted: { dash: null, colour: '--line-asserted' },
  disputed: { dash: [3, 2], colour: '--line-negative' },
  denied: { dash: [5, 3], colour: '--line-negative', bar: true },
  negated: { dash: [10, 3, 2, 3], colour: '--line-negative', bar: true },
  planned: { dash: [11, 4], colour: '--line-future' },
  predicted: { dash: [11, 3, 2, 3, 2, 3], colour: '--line-future' },
  opinion: { dash: [2, 3], colour: '--line-tentative' },
  questioned: { dash: [2, 7], colour: '--line-tentative' },
  conditional: { dash: [6, 3, 2, 3], colour: '--line-tentative' },
  derived: { dash: [9, 3, 2, 3], colour: '--line-derived' },
  // For manners that are not known here, and for marks that stand for a group of them.
  negative: { dash: [5, 3], colour: '--line-negative', bar: true },
  tentative: { dash: [2, 3], colour: '--line-tentative' },
};

/** How a claim is made, in the words of the legend; a manner that is not here is shown by its own name. */
const MANNERS = {
  asserted: 'stated as fact',
  disputed: 'stated, but denied by others',
  denied: 'denied',
  negated: 'said not to be so',
  planned: 'planned',
  predicted: 'predicted',
  opinion: 'opinion',
  questioned: 'questioned',
  conditional: 'only if …',
  derived: 'derived by a rule',
};

const content = readJson('page-data');
const { graph, options: visOptions } = readJson('graph-data');

/** @param {any[]} records @returns {Map<string, any>} */
function byKey(records) {
  return new Map(records.map((record) => [record.id, record]));
}

// Python tells each thing once, by its number, and leaves out what is usual or can be worked out (content.py).
const families = new Map(content.families.map((family) => [family.label, family]));
for (const node of content.nodes) node.cls = content.classes[node.cls].id;
const letters = new Map(content.articles.map((one) => [one.id, one.paragraphs.map((words) => Array.from(words))]));
const idOf = (number) => content.nodes[number]?.id;
for (const claim of content.claims) {
  claim.modality ??= 'asserted';
  claim.manner ??= claim.modality;
  claim.status ??= 'reviewed';
  claim.part ??= 'body';
  claim.negated ??= false;
  [claim.property, claim.property_label] = content.properties[claim.property];
  claim.article = content.articles[claim.article].id;
  claim.text ??= content.nodes[claim.object]?.label ?? '';
  claim.speaker ??= content.nodes[claim.speaker_node]?.label;
  for (const end of ['subject', 'object', 'speaker_node']) claim[end] = idOf(claim[end]);
  const end = claim.quote_start + claim.quote_length;
  claim.quote = letters.get(claim.article)[claim.paragraph].slice(claim.quote_start, end).join('');
}
content.derived.forEach((statement, number) => {
  statement.number = number;
});

const nodes = byKey(content.nodes);
const claims = byKey(content.claims);
const articles = byKey(content.articles);
const classes = byKey(content.classes);
const lookOfManner = new Map(content.looks);

/** What pyvis placed: nodes with x, y and size; lines with the claims that they stand for. */
const drawn = {
  nodes: graph.nodes.map(([x, y, size], number) => {
    const { id, cls } = content.nodes[number];
    const { shape, colour } = families.get(classes.get(cls).top);
    return { id, x, y, size, shape, color: colour };
  }),
  edges: graph.edges.map(([from, to, look, bend, said, derived], number) => ({
    id: `edge-${number}`, from: idOf(from), to: idOf(to), look, bend, claims: said.map((at) => content.claims[at].id), derived,
  })),
};
const edges = byKey(drawn.edges);
const places = byKey(drawn.nodes);

/** The family of a node. @param {string} id @returns {{label: string, shape: string, colour: string}} */
function familyOf(id) {
  return families.get(classes.get(nodes.get(id).cls).top);
}

/** @param {string} manner @returns {string} */
function lookOf(manner) {
  return lookOfManner.get(manner) || 'tentative';
}

/** @param {string} manner @returns {string} */
function mannerWords(manner) {
  return Object.hasOwn(MANNERS, manner) ? MANNERS[manner] : manner;
}

/** How a claim is said, and whether a machine has only proposed it. @param {any} claim */
function howWords(claim) {
  return mannerWords(claim.manner) + (claim.status === 'proposed' ? ', proposed' : '');
}

/**
 * Which claims speak of a node, in which place.
 * @type {Map<string, {subject: any[], object: any[], speaker: any[]}>}
 */
const roles = new Map(content.nodes.map((node) => [node.id, { subject: [], object: [], speaker: [] }]));
for (const claim of content.claims) {
  roles.get(claim.subject).subject.push(claim);
  if (claim.object && claim.object !== claim.subject) roles.get(claim.object).object.push(claim);
  if (claim.speaker_node) roles.get(claim.speaker_node).speaker.push(claim);
}

/** The edges at each node. @type {Map<string, any[]>} */
const edgesAt = new Map(content.nodes.map((node) => [node.id, []]));
for (const edge of drawn.edges) {
  edgesAt.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesAt.get(edge.to).push(edge);
}

/** The nodes, the most spoken of first. @type {string[]} */
const byWeight = content.nodes
  .map((node) => node.id)
  .sort((a, b) => weight(b) - weight(a));

/** @param {string} id */
function weight(id) {
  const role = roles.get(id);
  return role.subject.length + role.object.length + edgesAt.get(id).length;
}
