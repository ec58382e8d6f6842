import { withoutLast } from './textTests';
import { detailOf } from './messages/details';
import { callWritten } from './callText';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';

const MOST_USES = 2;
/** Words of an error that depends on what was done with an object before. */
const STATE =
  /\balready\b|\bnegative\b|\bclosed\b|\bdisposed\b|\bfinished\b|\bnot (?:open|started|running|connected)\b|\bconsumed\b|\btwice\b|\bbefore\b.{0,40}\bcall/i;

/** The only other call on the object that the failing line uses, where the error depends on what was done with it before. */
export function otherUse({ at, error }: ExplainInput): { sentence: string; evidence: Explanation['evidence'] } | undefined {
  const { file, line, fn } = at;
  if (!STATE.test(error.message.slice(0, 400))) return undefined;
  const receivers = file
    .calls({ startLine: line, endLine: line })
    .flatMap(({ receiver }) => (receiver && /^[\w$.@>-]{1,80}$/.test(receiver) ? [receiver] : []));
  const cls = fn?.classIndex === undefined ? undefined : file.classes[fn.classIndex];
  const found = receivers.flatMap((receiver) => {
    const local = file.definitions(receiver, fn ?? { startLine: 1, endLine: file.lines.length }).length > 0;
    const scope = (local ? fn : cls) ?? fn;
    const others = scope ? file.calls(scope).filter((call) => call.receiver === receiver && call.startLine !== line) : [];
    return others.length > 0 && others.length <= MOST_USES ? [{ receiver, others }] : [];
  });
  const [use] = found;
  if (!use || found.length > 1) return undefined;
  const uses = use.others.map((call) => ({ place: { file: file.file, line: call.startLine }, written: code(callWritten(call, file)) }));
  const told = uses.map(({ written, place }) => `${written} (${placeText(place, at)})`).join(' and ');
  return {
    sentence: `The only other ${uses.length > 1 ? 'calls' : 'call'} on ${code(use.receiver)} here ${uses.length > 1 ? 'are' : 'is'} ${told}.`,
    evidence: uses.map(({ written, place }) => ({ ...place, why: `calls ${written}` })),
  };
}

/** Ruby: the code that calls a method in a way that it does not take; the error surfaces in the method. */
export function callerFault({ at, view, error, frame }: ExplainInput): { sentence: string; evidence: Explanation['evidence'] } | undefined {
  const outer = view.frames.slice(frame + 1).find((each) => each.error === at.error);
  if (!outer || !at.fn) return undefined;
  const place = { file: outer.file.file, line: outer.line };
  const text = (outer.file.lines[outer.line - 1] ?? '').slice(0, 500);
  if (error.message.startsWith('no block given'))
    return {
      sentence: `${code(text.trim())} (${placeText(place, at)}) calls ${code(at.fn.name)} without a block.`,
      evidence: [{ ...place, why: `calls ${code(at.fn.name)} without a block` }],
    };
  const given = withoutLast(detailOf('argumentsGiven', error.message).count ?? '', ',');
  if (given && text.trim() === 'super' && outer.fn)
    return {
      sentence: `${code('super')} without brackets (${placeText(place, at)}) passes on all ${given} arguments of ${code(outer.fn.qualifiedName)}; ${code('super()')} with brackets passes only what is in them.`,
      evidence: [{ ...place, why: `passes on all ${given} arguments` }],
    };
  return undefined;
}
