import { methodsOf } from '../../flow/program';
import type { Core, Frame } from '../running/machine';
import { Unknown, type Cls, type Value } from '../values/value';

/** Python: tells a base class of a class that is declared, with what is named behind the bases. */
export function toldOf(it: Core, cls: Cls, frame: Frame): void {
  const owner = cls.order.slice(1).find((each) => methodsOf(each.at).some(({ name }) => name === '__init_subclass__'));
  const hook = owner && methodsOf(owner.at).find(({ name }) => name === '__init_subclass__');
  if (!hook) return;
  const { text } = cls.at.file;
  const head = /^class\s+\w+\s*\(([^()]{0,300})\)/.exec(text.slice(cls.at.node.start, cls.at.node.start + 400))?.[1] ?? '';
  const named = new Map<string, Value>();
  for (const [, name = '', word = ''] of head.matchAll(/(?<!\w)(\w{1,60})\s{0,3}=\s{0,3}([^,=]{1,100})/g))
    named.set(name, wordOf(it, word.trim(), frame));
  it.call(it.functionValue(owner.at.file, hook, cls, owner), [], named);
}

/** A text, a whole number or a name as code of Python has it. */
function wordOf(it: Core, written: string, frame: Frame): Value {
  const [, , text] = /^(["'])([^"'\\]*)\1$/.exec(written) ?? [];
  if (text !== undefined) return text;
  if (/^\d{1,15}$/.test(written)) return BigInt(written);
  if (/^(?:True|False|None)$/.test(written)) return written === 'None' ? null : written === 'True';
  if (!/^[A-Za-z_]\w*$/.test(written)) throw new Unknown('what a base class is told');
  return it.evaluate({ start: 0, end: 0, kind: 'name', name: written }, frame);
}
