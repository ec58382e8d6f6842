import { counted } from '../values/limits';
import { List, OwnValue, type Machine, type Value } from '../values/value';

/** What LINQ or an iterator gives: it is worked out anew each time that somebody goes through it. */
export class Query extends OwnValue {
  constructor(
    readonly it: Machine,
    readonly begin: () => Iterator<Value>,
    /** What its elements are from, where they are of the same kind. */
    readonly source?: Value,
  ) {
    super();
  }

  override steps(): Iterator<Value> {
    return this.begin();
  }

  get plain(): Value {
    const items: Value[] = [];
    const from = this.begin();
    for (let step = from.next(); !step.done; step = from.next()) counted(items.push(step.value));
    return new List(items);
  }
}
