import { orderOf } from '../../flow/fields';
import { classNamed } from '../../flow/program';
import { lineOf } from '../../syntax/lower/places';
import { code } from './explanation';
import type { OriginStep } from '../../flow/originSteps';
import type { ProgramView } from './programView';
import { swappedArguments } from './swappedArguments';

/** A value on the way went into a field at whose place the type takes another one: the arguments of the construction are swapped. */
export function swappedOnWay(steps: readonly OriginStep[], view: ProgramView): string | undefined {
  for (const step of steps) {
    const file = step.kind === 'made' ? view.file(step.file) : undefined;
    if (step.kind !== 'made' || !file) continue;
    const type = classNamed(view, step.type, file);
    const order = type && orderOf(view, type);
    const call = file.calls({ startLine: step.line, endLine: step.line }).find(({ construct, name }) => construct && name === step.type);
    // A conversion keeps what a name says: `price.to_i`, `int(price)`.
    const args = call?.args.map((arg) =>
      arg
        .trim()
        .replace(/\.(?:to_\w|toString\(\)|trim\(\)|strip\(\))$/, '')
        .replace(/^\w+\(([\w.]{1,80})\)$/, '$1'),
    );
    const swapped =
      order && args
        ? swappedArguments(
            args,
            order.map((name) => ({ name })),
          )
        : undefined;
    if (!type || !order || !args || !swapped) continue;
    const [a, b] = swapped.map((position) => code(args[position] ?? ''));
    const [first, second] = swapped.map((position) => code(order[position] ?? ''));
    const head = `${type.file.file}:${lineOf(type.file, type.node.start)}`;
    return `${a} and ${b} are swapped (${step.file}:${step.line}): ${code(type.node.name)} takes ${first} before ${second} (${head}).`;
  }
  return undefined;
}
