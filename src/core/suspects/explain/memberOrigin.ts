import { only } from '../../only';
import { familyOf } from '../../workspace/languages';
import { ofAccessor } from './accessors';
import { conditionOf } from './branchesAround';
import { callOf } from './callText';
import { ofHandedFunction } from './closureParameter';
import { ofConstructedField, ofConstruction, typeWithField } from './constructedField';
import { isEmptyLiteral } from './emptyValues';
import { escapePattern } from './escapePattern';
import { ofField } from './fieldOrigin';
import { loopedOver, ofFilling } from './filledElement';
import { mayGrow, ofWrittenKey } from './objectKeys';
import { writtenIn, type ExpressionAt, type ValueOrigin } from '../../flow/originSteps';
import { MOST_HOPS, withStep, type OriginWalk } from './originWalk';
import { fieldOf, type ProgramView } from './programView';
import { missingIn, ofReturns, withoutKey } from './returnOrigin';
import { rowOfTable } from './testRows';
import { keysIn, lastName } from './writtenParts';

/** `order.total`: the member of what a call returns, of an object that is written out, or of an object of a class. */
export function ofMember(walk: OriginWalk, object: string, property: string, at: ExpressionAt, hops: number): ValueOrigin {
  const call = callOf(object, at);
  const callee = call && walk.view.callee(call, at.file, at.fn);
  if (callee && callee.fn.kind !== 'constructor') return ofReturns(walk, callee, [property], hops, { call, at });
  const given = call && ofConstruction(walk, call, property, at, hops);
  if (given) return given;
  // A key that is set anywhere is not missing.
  const last = lastName(object);
  const isSet = walk.view.files.some((file) =>
    file
      .allDefinitions({ startLine: 1, endLine: file.lines.length })
      .some(({ name }) => name === `${last}.${property}` || name.endsWith(`.${last}.${property}`)),
  );
  const sometimes = isSet ? ofConditionalSet(walk.view, object, property, at) : undefined;
  if (sometimes) return sometimes;
  const written = isSet ? undefined : ofWrittenKey(walk.view, `${object}.${property}`, object, property, at);
  const inLiteral = written && walk.view.file(written.file);
  if (written && inLiteral && 'value' in written)
    return withStep(
      written,
      walk.follow(written.value, { file: inLiteral, fn: inLiteral.enclosing(written.line), line: written.line }, MOST_HOPS - 1),
    );
  const row = ofTableRow(walk, object, property, at);
  if (row) return row;
  const type = walk.view.typeOf(object, at.file, at.fn);
  // `Limits.DAYS`: a constant of the class itself.
  const cls = type?.cls ?? (/^[A-Z]\w*$/.test(object) ? walk.view.classNamed(object) : undefined);
  const accessor = ofAccessor(walk, cls, property, hops);
  if (accessor) return accessor;
  const fields = cls?.file.allDefinitions(cls.node).filter(({ kind, name }) => kind === 'field' && name === property) ?? [];
  const own =
    cls && fields.length > 0
      ? ofField(walk, property, fields, { file: cls.file, fn: undefined, line: cls.node.startLine }, 0, cls.node.name)
      : undefined;
  if (own && (own.end || own.steps.length > 0)) return own;
  const made = typeWithField(walk.view, object, property, at);
  const held = ofElementMember(walk, object, property, at, hops);
  if (held && (held.end || !made)) return held;
  return (made && ofConstructedField(walk, made, property, at, hops)) ?? ofHolder(walk, object, property, at, hops);
}

/** A member that only one place of the program sets, in a branch: `if (env.REGION) settings.region = …`. */
function ofConditionalSet(view: ProgramView, object: string, property: string, { file: own }: ExpressionAt): ValueOrigin | undefined {
  const sets = view.files
    .filter(({ language }) => familyOf(language) === familyOf(own.language))
    .flatMap((file) =>
      file
        .allDefinitions({ startLine: 1, endLine: file.lines.length })
        .filter(({ name }) => new RegExp(`(?:[.>])${escapePattern(property)}$`).test(name))
        .map((definition) => ({ file, definition, fn: file.enclosing(definition.startLine) })),
    );
  const one = only(sets);
  if (!one?.fn || one.definition.value === undefined || isEmptyLiteral(one.definition.value)) return undefined;
  const { file, fn, definition } = one;
  const holder = definition.name.slice(0, definition.name.length - property.length).replace(/(?:\.|->)$/, '');
  const made = /^[\w$]+$/.test(holder) ? only(file.definitions(holder, fn).filter(({ kind }) => kind === 'variable')) : undefined;
  const branch = conditionOf(file, definition.startLine, fn.endLine);
  if (!made || !branch?.holds || lastName(object) !== lastName(holder) || keysIn(made.value ?? '')?.includes(property) !== false)
    return undefined;
  return {
    steps: [],
    end: {
      kind: 'lookup',
      file: file.file,
      line: definition.startLine,
      expression: definition.name,
      note: `is only set if \`${branch.condition}\` holds`,
    },
  };
}

/** A member of an element, of a loop or under a key: of what the program puts into the collection. */
function ofElementMember(walk: OriginWalk, object: string, property: string, at: ExpressionAt, hops: number): ValueOrigin | undefined {
  const loop = /^[\w$]+$/.test(object)
    ? walk.view.definitionsOf(object, at.file, at.fn).findLast(({ startLine }) => startLine <= at.line)
    : undefined;
  const container = /^(.*[\w\])])\[[^[\]]{1,120}\]$/s.exec(object)?.[1];
  if (container) return ofFilling(walk, container, at, hops, { property });
  if (loop?.kind === 'parameter' && loop.path.length === 0) return ofHandedFunction(walk, loop, at, hops, property);
  const looped = loop?.kind === 'loop' ? loopedOver(loop, at.file) : undefined;
  return looped && ofFilling(walk, looped.collection, { ...at, line: loop!.startLine }, hops, { path: looped.path, property });
}

/** A member of an object that is followed to the literal that makes it. */
function ofHolder(walk: OriginWalk, object: string, property: string, at: ExpressionAt, hops: number): ValueOrigin {
  if (hops > MOST_HOPS || mayGrow(walk.view, lastName(object), property) || fieldOf(`${object}.${property}`) !== undefined)
    return { steps: [] };
  const from = walk.follow(object, at, hops + 1);
  const last = from.steps.at(-1);
  const text = last && writtenIn(last)?.trim();
  // What an object is made by bears on its members.
  if (
    !from.end &&
    text &&
    /\)(?:\s+as\s+\w+)?$/.test(text) &&
    !/^[{[]/.test(text) &&
    from.steps.some(({ kind }) => kind === 'returned' || kind === 'passed')
  )
    return { steps: from.steps };
  const handed = from.steps.findLastIndex(({ kind }) => kind === 'returned' || kind === 'passed');
  if (hops === 0 && !from.end && handed >= 0 && !/^\{[^]*\}$/.test(text ?? '')) return { steps: from.steps.slice(0, handed + 1) };
  if (
    from.end ||
    !last ||
    !text ||
    !/^\{[^]*\}$/.test(text) ||
    from.steps.some((step) => 'name' in step && mayGrow(walk.view, lastName(step.name), property))
  )
    return { steps: [] };
  const missing = withoutKey(text, [property]);
  return missing && !keysIn(text)?.includes(property) ? { steps: from.steps, end: missingIn(missing, last, object) } : { steps: [] };
}

/** Go: the field of the row that a table test was at. */
function ofTableRow({ view }: OriginWalk, object: string, property: string, { file, fn }: ExpressionAt): ValueOrigin | undefined {
  const loop = fn && only(file.definitions(object, fn).filter(({ kind }) => kind === 'loop'));
  const row = loop?.value ? rowOfTable(file, fn!, loop.value.trim(), property, view.test) : undefined;
  if (!row) return undefined;
  const place = { file: file.file, line: row.line };
  return {
    steps: [{ kind: 'row', ...place, name: `${object}.${property}`, value: row.value }],
    ...(isEmptyLiteral(row.value) && { end: { kind: 'literal', ...place, name: undefined, value: row.value } }),
  };
}
