import { MAX_HYPOTHESES, type ModelHypothesis } from '../hypothesis';
import { citedPlace } from './citedPlace';
import { confidenceOf, fieldsOf, firstSentence, lineOf, numberOf, pick, textOf, textsOf, type Fields } from './modelFields';

/** A hypothesis as it was read from an answer. */
export interface ReadHypothesis extends ModelHypothesis {
  /** Still being written. */
  unfinished?: true;
  /** Made from prose: the answer was not in the requested form. */
  prose?: true;
}

/** The findings in one JSON value. */
export interface ShapedAnswer {
  /** In the order of the text, at most {@link MAX_HYPOTHESES}; by the model's rank where it numbers them and all have arrived. */
  hypotheses: ReadHypothesis[];
  /** True for a list; a single object may be followed by more. */
  list: boolean;
}

const LISTS = ['hypotheses', 'hypothesis', 'rootcauses', 'possiblecauses', 'causes', 'diagnoses', 'results', 'answers', 'candidates'];
const CAUSE = [
  'rootcause',
  'cause',
  'explanation',
  'rootcauseanalysis',
  'analysis',
  'reasoning',
  'reason',
  'description',
  'details',
  'why',
];
const TITLE = ['title', 'name', 'headline', 'hypothesis', 'summary'];
const EVIDENCE = ['evidence', 'evidences', 'supportingevidence', 'locations', 'location', 'references', 'citations', 'support'];
const CONFIDENCE = ['confidence', 'confidencelevel', 'confidencescore', 'probability', 'likelihood', 'certainty', 'score'];
const CHECK = ['check', 'disprovingcheck', 'disprove', 'falsification', 'verification', 'howtoverify', 'verify', 'test', 'validation'];
const FIX = ['fix', 'suggestedfix', 'proposedfix', 'patch', 'diff', 'solution', 'codechange'];
const DIFF = ['diff', 'patch', 'unifieddiff', 'change', 'changes', 'code', 'content', 'description'];
const RISKS = ['risks', 'risk', 'newrisks', 'sideeffects'];
const EDGES = ['edgecases', 'edgecase'];
const ADDRESSES = ['addresses', 'kind', 'type', 'rootcauseorsymptom', 'level'];
const QUESTION = ['clarifyingquestion', 'question', 'clarification', 'clarifyingquestions'];
const RANK = ['rank', 'order', 'priority'];
const FILE = ['file', 'path', 'filename', 'filepath', 'source', 'uri', 'location'];
const LINE = ['line', 'linenumber', 'lineno', 'lines', 'startline', 'linestart', 'start', 'range'];
const WHY = ['why', 'reason', 'description', 'explanation', 'note', 'detail', 'comment', 'text', 'quote', 'snippet', 'code'];

const MAX_EVIDENCE = 12;
/** The maximum number of diffs of one fix in a list. */
const MAX_DIFFS = 10;
const LIMIT = { title: 300, text: 4000, path: 500, diff: 200_000, item: 600 };

/** The maximum levels of wrapping (`{"answer": {"result": {"hypotheses": …}}}`). */
const MAX_WRAPPERS = 5;

/**
 * Converts a model's JSON into hypotheses, with other names, other nesting, words for numbers, or strings for objects.
 * @param value parsed JSON; hostile keys in it are never copied
 * @param openDepth containers of the text that are still open: the last hypothesis is unfinished when one of its own is among them
 */
export function shapeHypotheses(value: unknown, openDepth: number): ShapedAnswer {
  const found = findList(value, 0);
  if (!found) return { hypotheses: [], list: false };
  // Only the text's last item can be open; it is not among the items while it is still empty.
  const open = openDepth > found.depth ? found.last : undefined;
  const items = found.items.map((item) => fieldsOf(item) ?? new Map<string, unknown>([['rootcause', item]]));
  const scale = confidenceScale(items);
  const shaped = items.flatMap((fields, index) => {
    const hypothesis = shapeOne(fields, scale, open !== undefined && found.items[index] === open);
    return hypothesis ? [{ hypothesis, rank: numberOf(pick(fields, RANK)) ?? index + 1 }] : [];
  });
  // A growing list keeps its order, so that nothing moves during streaming.
  if (openDepth === 0) shaped.sort((a, b) => a.rank - b.rank);
  return { hypotheses: shaped.slice(0, MAX_HYPOTHESES).map((each) => each.hypothesis), list: found.list };
}

interface FoundList {
  items: unknown[];
  /** The last item of the container, hypothesis or not. */
  last: unknown;
  /** Containers around each item. */
  depth: number;
  list: boolean;
}

function findList(value: unknown, depth: number): FoundList | undefined {
  if (depth > MAX_WRAPPERS) return undefined;
  if (Array.isArray(value)) {
    const items = value.slice(0, 50).filter((item) => isHypothesis(fieldsOf(item), depth > 0));
    return items.length ? { items, last: value.at(-1), depth: depth + 1, list: true } : undefined;
  }
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  for (const name of LISTS) {
    const inner = fields.get(name);
    const raw: unknown[] = Array.isArray(inner) ? inner.slice(0, 50) : [];
    const items = raw.filter((item) => isHypothesis(fieldsOf(item), true) || isSentence(item));
    if (items.length) return { items, last: raw.at(-1), depth: depth + 2, list: true };
    const found = fieldsOf(inner) && findList(inner, depth + 1);
    if (found) return found;
  }
  if (isHypothesis(fields, false)) return { items: [value], last: value, depth, list: false };
  const children = [...fields.values()].slice(0, 50);
  // `{"1": {…}, "2": {…}}`
  const items = children.filter((child) => isHypothesis(fieldsOf(child), false));
  if (items.length) return { items, last: children.at(-1), depth: depth + 1, list: items.length > 1 };
  for (const child of children) {
    const found = typeof child === 'object' ? findList(child, depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** @param listed it is where hypotheses are expected, so one characteristic field is enough */
function isHypothesis(fields: Fields | undefined, listed: boolean): boolean {
  if (!fields) return false;
  const cause = textOf(pick(fields, CAUSE), 10) !== '';
  const title = textOf(pick(fields, TITLE), 10) !== '';
  const more = [EVIDENCE, CONFIDENCE, CHECK, FIX].filter((names) => pick(fields, names) !== undefined).length;
  // A reason with a file and a line is an evidence item.
  if (fields.has('file') && fields.has('line') && !fields.has('rootcause') && !title) return false;
  return listed ? cause || title || more > 0 : fields.has('rootcause') || (cause && title) || ((cause || title) && more > 0);
}

function isSentence(value: unknown): boolean {
  return typeof value === 'string' && value.trim().length > 10;
}

function shapeOne(fields: Fields, scale: number, unfinished: boolean): ReadHypothesis | undefined {
  const cause = textOf(pick(fields, CAUSE), LIMIT.text);
  const title = textOf(pick(fields, TITLE), LIMIT.title) || firstSentence(cause);
  if (!title) return undefined;
  const confidence = pick(fields, CONFIDENCE);
  const question = textOf(pick(fields, QUESTION), LIMIT.text);
  const fix = shapeFix(pick(fields, FIX), fields);
  return {
    title,
    rootCause: cause || (unfinished ? '' : title),
    evidence: shapeEvidence(pick(fields, EVIDENCE) ?? ownPlace(fields), unfinished),
    confidence: confidenceOf(confidence, scale) ?? (unfinished ? 0 : 0.5),
    check: textOf(pick(fields, CHECK), LIMIT.text),
    ...(fix && { fix }),
    ...(question && { clarifyingQuestion: question }),
    ...(unfinished && { unfinished }),
  };
}

/** Some models put one place beside the cause instead of a list. */
function ownPlace(fields: Fields): unknown {
  return fields.has('file') ? { file: fields.get('file'), line: pick(fields, LINE), why: pick(fields, CAUSE) } : undefined;
}

function shapeEvidence(value: unknown, unfinished: boolean): ModelHypothesis['evidence'] {
  const items = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return items.slice(0, MAX_EVIDENCE).flatMap((item, index) => {
    const last = unfinished && index === items.length - 1;
    if (typeof item === 'string') return last ? [] : [citedPlace(item.slice(0, LIMIT.text))].filter((place) => place !== undefined);
    const fields = fieldsOf(item);
    // An incomplete item could show a wrong file or line.
    if (!fields || (last && pick(fields, WHY) === undefined)) return [];
    const why = textOf(pick(fields, WHY), LIMIT.text);
    const named = textOf(pick(fields, FILE), LIMIT.path);
    const place = citedPlace(named);
    const file = place?.file ?? named;
    return file ? [{ file, line: lineOf(pick(fields, LINE)) ?? place?.line ?? 0, why }] : [];
  });
}

function shapeFix(value: unknown, around: Fields): ModelHypothesis['fix'] {
  if (value === undefined) return undefined;
  if (Array.isArray(value)) {
    const diffs = value.slice(0, MAX_DIFFS).flatMap((item) => shapeFix(item, around)?.diff ?? []);
    return diffs.length ? { ...fixDetails(around), diff: diffs.join('\n').slice(0, LIMIT.diff) } : undefined;
  }
  const fields = fieldsOf(value);
  if (!fields) {
    const diff = rawText(value);
    return diff ? { ...fixDetails(around), diff } : undefined;
  }
  const inner = pick(fields, DIFF);
  const diff = Array.isArray(inner) ? inner.map(rawText).join('\n') : rawText(inner);
  const own = fixDetails(fields);
  const details = own.risks.length || own.edgeCases ? own : { ...fixDetails(around), ...(own.addresses && { addresses: own.addresses }) };
  return diff.trim() ? { ...details, diff: diff.slice(0, LIMIT.diff) } : undefined;
}

function fixDetails(fields: Fields): Omit<NonNullable<ModelHypothesis['fix']>, 'diff'> {
  const kind = textOf(pick(fields, ADDRESSES), 40).toLowerCase();
  const addresses = kind.includes('symptom') ? 'symptom' : /root|cause/.test(kind) ? 'root-cause' : undefined;
  const edgeCases = textsOf(pick(fields, EDGES), LIMIT.item);
  return { risks: textsOf(pick(fields, RISKS), LIMIT.item), ...(addresses && { addresses }), ...(edgeCases.length && { edgeCases }) };
}

function rawText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LIMIT.diff) : '';
}

/** Models use scales to 1, 10 or 100; the largest number in an answer decides. */
function confidenceScale(items: readonly Fields[]): number {
  const largest = Math.max(0, ...items.map((fields) => numberOf(pick(fields, CONFIDENCE)) ?? 0));
  return largest > 10 ? 100 : largest > 1 ? 10 : 1;
}
