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
import { explainName, explainUnbound } from './missingName';
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

/** Explains a problem that the message describes, by its kind. */
export function explainClue(clue: Clue, input: ExplainInput): Explanation | undefined {
  switch (clue.kind) {
    case 'empty':
      return explainHookCall(clue, input) ?? explainEmpty(clue, input);
    case 'emptyArgument':
      return explainEmptyArgument(clue, input);
    case 'fixture':
      return explainFixture(clue, input);
    case 'notIterable':
      return explainNotIterable(clue, input);
    case 'coroutine':
      return explainKind({ type: 'coroutine' }, input);
    case 'type':
      return explainKind(clue, input);
    case 'notCallable':
      return withSwappedArguments(explainNotCallable(clue, input), input);
    case 'noMember':
      return clue.type === 'NoneType'
        ? explainEmpty({ kind: 'empty', value: 'None', property: clue.name, how: 'member' }, input)
        : explainMember(clue, input);
    case 'missingKey':
      return explainKey(clue, input);
    case 'charBoundary':
      return explainCharBoundary(clue, input);
    case 'index':
      return explainIndex(clue, input);
    case 'unknownName':
      return explainName(clue, input);
    case 'unbound':
      return explainUnbound(clue, input);
    case 'unwrap':
    case 'noElement':
      return explainUnwrap(clue, input);
    case 'operands':
      return explainOperands(clue, input);
    case 'divisionByZero':
    case 'overflow':
      return explainArithmetic(clue, input);
    case 'cast':
      return explainCast(clue, input);
    case 'arguments':
      return explainArguments(clue, input);
    case 'argumentType':
      return withSwappedArguments(explainArgumentType(clue, input), input);
    case 'format':
      return explainFormat(clue, input);
    case 'calledValue':
      return explainShadowedCall(clue, input);
    case 'unmodifiable':
    case 'nilMap':
      return explainFrozen(clue, input);
    case 'range':
      return explainRange(clue, input);
    case 'closedStream':
      return explainClosedStream(input);
    case 'race':
      return explainRace(input);
    case 'awaited':
      return explainAwaited(clue, input);
    case 'noAnswer':
      return explainNoAnswer(clue, input);
    case 'noColumn':
      return explainNoColumn(clue, input);
    case 'encoding':
      return explainEncoding(clue, input);
    case 'dateField':
      return explainDateField(clue, input);
    case 'closedChannel':
      return explainClosedChannel(clue, input);
    case 'rejected':
      return explainRejected(clue, input);
    case 'missingFile':
      return explainMissingFile(clue, input);
    case 'declaredLater':
      return explainDeclaredLater(clue, input);
    case 'unchangeable':
      return explainUnchangeable(clue, input);
    case 'deadlock':
      return explainDeadlock(clue, input);
    case 'freed':
      return explainFreed(input);
    case 'moduleSystem':
      return explainModuleSystem(clue, input);
    case 'private':
      return explainPrivate({ name: clue.name, type: clue.type }, input);
    case 'unknownType':
      return explainUnknownType(clue, input);
    case 'lateField':
      return explainLateField(clue, input);
    case 'answeredTwice':
      return explainAnsweredTwice(input);
    case 'sharedDefault':
      return explainSharedDefault(clue, input);
  }
}
