import type { CallSite } from '../../syntax/syntax';
import type { Clue } from './clue';
import { escapePattern } from '../../escapePattern';
import { code, placeText, type ExplainInput, type Explanation } from './explanation';
import type { FunctionAt } from './programView';

/** A call with its file and the function around it. */
type CallAt = FunctionAt & { call: CallSite };

/** Go: a channel is used after code elsewhere closed it. */
export function explainClosedChannel({ how }: Extract<Clue, { kind: 'closedChannel' }>, input: ExplainInput): Explanation | undefined {
  const { at, view } = input;
  const line = at.file.lines[at.line - 1] ?? '';
  const channel = (how === 'send' ? /([\w.]{1,120})\s{0,4}<-/ : /\bclose\(\s{0,4}([\w.]{1,120})/).exec(line)?.[1];
  if (!channel) return undefined;
  const last = new RegExp(`(?:^|\\.)${escapePattern(channel.split('.').at(-1) ?? '')}$`);
  const closers = callsIn(input, 'close').filter(
    ({ call, file }) => last.test(call.args[0] ?? '') && (file !== at.file || call.startLine !== at.line),
  );
  const used = how === 'send' ? `sends to ${code(channel)}` : `calls ${code(`close(${channel})`)}`;
  const first = `Line ${at.line} ${used}, but the channel is closed already.`;
  const [closer] = closers;
  if (closer) {
    const place = { file: closer.file.file, line: closer.call.startLine };
    return explained(`${code(channel)} is closed before line ${at.line} uses it`, place, [
      first,
      `${code(closer.fn.name)} closes it (${placeText(place, at)}).`,
    ]);
  }
  // The only place that closes it ran twice.
  const { fn } = at;
  const onStack = view.frames.slice(input.frame + 1);
  const others = fn
    ? callsIn(input, fn.name).filter(
        ({ call, file }) => !onStack.some((frame) => frame.file === file && frame.line === call.startLine) && call.receiver !== undefined,
      )
    : [];
  const [other] = others;
  if (!fn || !other) return undefined;
  const place = { file: other.file.file, line: other.call.startLine };
  return explained(`${code(channel)} is closed twice`, place, [
    first,
    `${code(other.fn.name)} calls ${code(fn.name)} too (${placeText(place, at)}), and a channel can be closed only once.`,
  ]);

  function explained(title: string, place: { file: string; line: number }, sentences: string[]): Explanation {
    return {
      title,
      sentences,
      evidence: [{ ...place, why: how === 'send' || closer ? `closes ${code(channel ?? '')}` : 'the other call' }],
      origin: place,
      check: `Log both places. If ${place.file}:${place.line} does not run before ${at.file.file}:${at.line}, this is not the cause.`,
    };
  }
}

function callsIn({ view, at }: ExplainInput, name: string): CallAt[] {
  return view.files
    .filter(({ language }) => language === at.file.language)
    .flatMap((file) =>
      file.functions.flatMap((fn) =>
        file
          .calls(fn)
          .filter((call) => call.name === name)
          .map((call) => ({ file, fn, call })),
      ),
    );
}
