import { nodesIn, type Ir } from '../../../syntax/lower/ir';
import { OwnValue, type Value } from '../../values/value';
import type { Happening, History } from '../history';
import { isChangeOf } from '../pitfalls/ofSharing';
import type { Pitfall } from '../pitfalls/pitfall';
import { plainOf } from '../plain';
import { valueText } from '../valueText';
import { elementsOf, loopRuns, type LoopRun, type Turn } from './turns';
import { hasAny, wordDifference, type WordDifference } from './words';

/** What a check compared, as its tool printed it. */
export interface Compared {
  expected: string;
  actual: string;
}

/**
 * Why a part of an expected result is not there, or why one is there that must not be: the decision of a loop that differs between that part and
 * the others, or the element that a loop never came to.
 */
export function findDifference(history: History, { expected, actual }: Compared, isOwn: (file: string) => boolean): Pitfall | undefined {
  const difference = wordDifference(expected, actual);
  if (!difference) return undefined;
  const { missing, extra } = difference;
  const isLeftOut = missing.size > 0 && extra.size === 0;
  const isLetIn = extra.size > 0 && missing.size === 0;
  if (!isLeftOut && !isLetIn) return undefined;
  const sought = new Sought(history.family, difference, isLeftOut ? missing : extra);
  const runs = loopRuns(history, isOwn).slice(-MOST_RUNS);
  // The last loop that has it is where it is lost, or let in.
  for (const run of runs.toReversed()) {
    const about = run.turns.filter((turn) => sought.isIn(turn));
    if (about.length > 0 && about.length < run.turns.length) {
      const decided = decisionOn(run, about, sought, isLeftOut);
      if (decided) return decided;
    }
    if (!isLeftOut) continue;
    // Two lists that are gone through at once are read without being taken.
    if (about.length > 0 && run.over.length < 2) return undefined;
    for (const over of run.over) {
      const elements = elementsOf(over);
      const place = elements.findIndex((each) => sought.isAbout(each));
      const last = run.turns.at(-1)!.items;
      const isReached = elements.slice(Math.max(0, place - 1), place + 1).some((each) => last.includes(sought.textOf(each) ?? ''));
      const isBehind = place >= 0 && (run.over.length > 1 ? isReached : place >= run.turns.length);
      if (isBehind && !isChangedAfter(over, history)) return neverReached(run, over, sought.textOf(elements[place]));
    }
  }
  return undefined;
}

const MOST_RUNS = 200;
/** Turns of one loop that are held against each other. */
const MOST_TURNS = 300;

/** The elements that have words which a result lacks, or has and must not have. */
class Sought {
  constructor(
    readonly family: string,
    private readonly difference: WordDifference,
    private readonly words: ReadonlySet<string>,
  ) {
    // Single letters and digits are anywhere.
    this.words = new Set([...words].filter((each) => each.length > 1));
  }

  isAbout(value: Value): boolean {
    return hasAny(this.textOf(value) ?? '', this.words);
  }

  isIn({ items }: Turn): boolean {
    return items.some((each) => hasAny(each, this.words));
  }

  /** Whether a turn is about what is in both results. */
  isCommon({ items }: Turn): boolean {
    return items.some((each) => hasAny(each, this.difference.common));
  }

  textOf(value: Value): string | undefined {
    return valueText(value instanceof OwnValue ? value.plain : value, this.family);
  }

  /** What a turn is about, as a text. */
  said({ items }: Turn): string | undefined {
    return items.find((each) => hasAny(each, this.words));
  }
}

interface Decision {
  happening: Happening;
  holds: boolean;
}

function decisionOn(run: LoopRun, about: readonly Turn[], sought: Sought, isLeftOut: boolean): Pitfall | undefined {
  const asked = conditionsOf(run.node);
  const ofAbout = about.slice(0, MOST_TURNS).map((turn) => decisionsIn(turn, asked, run.node));
  const others = run.turns.filter((turn) => !about.includes(turn) && (!isLeftOut || sought.isCommon(turn)));
  const ofOthers = others.slice(0, MOST_TURNS).map((turn) => decisionsIn(turn, asked, run.node));
  for (const { happening, holds } of ofAbout[0]!) {
    const outcomes = ofOthers.flatMap((each) => each.find((one) => one.happening.node === happening.node) ?? []);
    const isAlone = outcomes.length > 0 && outcomes.every((each) => each.holds !== holds);
    const isOfAll = ofAbout.every((turn) => turn.every((each) => each.happening.node !== happening.node || each.holds === holds));
    const said = sought.said(about[0]!);
    if (!isAlone || !isOfAll || said === undefined || happening.text === undefined) continue;
    return { kind: isLeftOut ? 'leftOut' : 'letIn', at: happening, values: [said, happening.text] };
  }
  return undefined;
}

/** Conditions that decide in a loop, or in a function, what is done. */
function conditionsOf(node: Ir): Set<Ir> {
  const asked = new Set<Ir>();
  const body = node.kind === 'loop' || node.kind === 'fn' ? node.body : [node];
  for (const each of nodesIn(body, (inner) => inner.kind === 'fn')) {
    if (each.kind === 'branch') asked.add(each.condition);
    if (each.kind === 'each') for (const condition of each.conditions) asked.add(condition);
    if (each.kind === 'choice' && each.condition) asked.add(each.condition);
  }
  return asked;
}

/** What was decided in a turn, in order; of a function its result, too. */
function decisionsIn({ within, gave }: Turn, asked: ReadonlySet<Ir>, node: Ir): Decision[] {
  const found: Decision[] = [];
  const pending = [...within].reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const holds = truthOf(next.value);
    if (holds !== undefined && Number.isFinite(next.ended) && (asked.has(next.node) || (node.kind === 'fn' && next === gave)))
      found.push({ happening: next, holds });
    if (next.node.kind !== 'fn') pending.push(...next.within.toReversed());
  }
  return found;
}

function truthOf(value: Value): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Whether a list was changed after a loop began to go over it: what it has now it need not have had then. */
function isChangedAfter({ value, ended }: Happening, { all }: History): boolean {
  const list = plainOf(value);
  return all.some((each) => each.began > ended && isChangeOf(each, list));
}

/** An element that a loop over a list does not come to, as it ends before. */
function neverReached({ turns }: LoopRun, over: Happening, missed: string | undefined): Pitfall | undefined {
  const before = turns.at(-1)!.items.find((each) => each !== missed);
  return missed === undefined || before === undefined ? undefined : { kind: 'notReached', at: over, values: [missed, before] };
}
