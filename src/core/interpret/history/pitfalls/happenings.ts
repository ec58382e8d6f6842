import type { Expr } from '../../../syntax/lower/ir';
import { Dict, List, Obj, type Value } from '../../values/value';
import type { Happening, History } from '../history';
import { plainOf } from '../plain';
import { targetOf } from '../wayBack';

/** What happened, found by expressions and by the collections and objects that were worked with, without going through all of it each time. */
export class Happenings {
  private readonly byNode = new Map<Expr, Happening[]>();
  private byObject: Map<Value, Happening[]> | undefined;
  private byValue: Map<Value, Happening[]> | undefined;

  /** @param isOwn whether a file is of the program, and no test */
  constructor(
    readonly history: History,
    private readonly isOwn: (file: string) => boolean,
  ) {
    for (const each of history.all) if (each.node.kind !== 'fn' && Number.isFinite(each.ended)) add(this.byNode, each.node, each);
  }

  /** The expressions of the program's own files, in the order in which they were first worked out. */
  get nodes(): Expr[] {
    return [...this.byNode].flatMap(([node, [at]]) => (at && this.isOwn(at.file.file) ? [node] : []));
  }

  /** Each time that an expression was worked out, in order; what never ended left out. */
  of(node: Expr): readonly Happening[] {
    return this.byNode.get(node) ?? [];
  }

  /** What gave a collection or an object, in order. */
  giving(object: Value): readonly Happening[] {
    if (!this.byValue) {
      this.byValue = new Map();
      for (const each of this.history.all) {
        const value = targetOf(each.value);
        if (value instanceof List || value instanceof Dict || value instanceof Obj) add(this.byValue, value, each);
      }
    }
    return this.byValue.get(object) ?? [];
  }

  /** What worked directly with a collection or an object, in order. */
  with(object: Value): readonly Happening[] {
    if (!this.byObject) {
      this.byObject = new Map();
      for (const each of this.history.all)
        if (each.node.kind !== 'fn' && Number.isFinite(each.ended))
          for (const part of new Set(each.within.map(({ value }) => plainOf(value))))
            if (part instanceof List || part instanceof Dict || part instanceof Obj) add(this.byObject, part, each);
    }
    return this.byObject.get(object) ?? [];
  }
}

function add<K>(map: Map<K, Happening[]>, key: K, happening: Happening): void {
  const known = map.get(key);
  if (known) known.push(happening);
  else map.set(key, [happening]);
}
