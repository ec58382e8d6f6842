import { explainRange } from './backwardsRange';
import { explainArithmetic } from './arithmetic';
import { explainArgumentType, explainArguments, explainFrozen } from './callFaults';
import { explainAwaited, explainNoAnswer, explainRace } from './awaitedValue';
import { explainClosedStream } from './closedEarly';
import { explainDateField, explainEncoding, explainNoColumn } from './noColumn';
import { explainCharBoundary } from './charBoundary';
import type { Clue } from './clue';
import { explainDeclaredLater, explainUnchangeable } from './declaredLater';
import { explainEmptyArgument } from './emptyArgument';
import { explainEmpty } from './emptyValue';
import type { ExplainInput, Explanation } from './explanation';
import { explainClosedChannel } from './heldElsewhere';
import { explainKey } from './missingKey';
import { explainMember } from './missingMember';
import { explainName } from './missingName';
import { explainFixture } from './missingFixture';
import { explainMissingFile } from './missingFile';
import { explainHookCall } from './hookCall';
import { explainAnsweredTwice } from './answeredTwice';
import { explainSharedDefault } from './sharedDefaultField';
import { explainLateField, explainUnknownType } from './missingType';
import { explainNotCallable } from './notCallable';
import { explainNotIterable } from './notIterable';
import { explainIndex } from './outOfRange';
import { explainRejected } from './rejectedValue';
import { explainPrivate } from './requiredMember';
import { explainFreed } from './freedMemory';
import { explainDeadlock, explainModuleSystem } from './runtimeState';
import { explainShadowedCall } from './shadowedCall';
import { withSwappedArguments } from './swappedArguments';
import { explainUnwrap } from './unwrapEmpty';
import { explainOperands } from './operands';
import { explainKind } from './wrongKind';
import { explainCast, explainFormat } from './wrongType';

type Explained<Kind extends Clue['kind']> = (clue: Extract<Clue, { kind: Kind }>, input: ExplainInput) => Explanation | undefined;

/** How each kind of problem is explained. */
const EXPLAINED: { readonly [Kind in Clue['kind']]: Explained<Kind> } = {
  empty: (clue, input) => explainHookCall(clue, input) ?? explainEmpty(clue, input),
  emptyArgument: explainEmptyArgument,
  fixture: explainFixture,
  notIterable: explainNotIterable,
  coroutine: (_, input) => explainKind({ type: 'coroutine' }, input),
  type: explainKind,
  notCallable: (clue, input) => withSwappedArguments(explainNotCallable(clue, input), input),
  noMember: (clue, input) =>
    clue.type === 'NoneType'
      ? explainEmpty({ kind: 'empty', value: 'None', property: clue.name, how: 'member' }, input)
      : explainMember(clue, input),
  missingKey: explainKey,
  charBoundary: explainCharBoundary,
  index: explainIndex,
  unknownName: (clue, input) => explainName(clue, input),
  unwrap: explainUnwrap,
  noElement: explainUnwrap,
  operands: explainOperands,
  divisionByZero: explainArithmetic,
  overflow: explainArithmetic,
  cast: explainCast,
  arguments: explainArguments,
  argumentType: (clue, input) => withSwappedArguments(explainArgumentType(clue, input), input),
  format: explainFormat,
  calledValue: explainShadowedCall,
  unmodifiable: explainFrozen,
  nilMap: explainFrozen,
  range: explainRange,
  closedStream: (_, input) => explainClosedStream(input),
  race: (_, input) => explainRace(input),
  awaited: explainAwaited,
  noAnswer: explainNoAnswer,
  noColumn: explainNoColumn,
  encoding: explainEncoding,
  dateField: explainDateField,
  closedChannel: explainClosedChannel,
  rejected: explainRejected,
  missingFile: explainMissingFile,
  declaredLater: explainDeclaredLater,
  unchangeable: explainUnchangeable,
  deadlock: explainDeadlock,
  freed: (_, input) => explainFreed(input),
  moduleSystem: explainModuleSystem,
  private: explainPrivate,
  unknownType: explainUnknownType,
  lateField: explainLateField,
  answeredTwice: (_, input) => explainAnsweredTwice(input),
  sharedDefault: explainSharedDefault,
};

/** Explains a problem that the message describes, by its kind. */
export function explainClue(clue: Clue, input: ExplainInput): Explanation | undefined {
  return (EXPLAINED[clue.kind] as (of: Clue, from: ExplainInput) => Explanation | undefined)(clue, input);
}
