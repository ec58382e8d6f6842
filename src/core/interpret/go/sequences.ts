import { List, OwnValue, type Value } from '../values/value';

/** What `maps.Keys`, `slices.Values` and others give: values one turn after the other. */
export class Sequence extends OwnValue {
  constructor(readonly turns: () => Iterable<Value[]>) {
    super();
  }

  get plain(): Value {
    return new List([...this.turns()].map(([first]) => first));
  }
}
