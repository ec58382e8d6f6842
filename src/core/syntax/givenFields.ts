/** Names of a grammar's node types and fields, by their numbers. */
export interface GrammarNames {
  types: readonly string[];
  fields: readonly (string | null)[];
  /** Fields that the grammar leaves out, by the number of a node's type. */
  given?: ReadonlyMap<number, readonly FieldOfChild[]>;
  /** Types of nodes that are left out, with the field of their content. */
  inlined?: ReadonlyMap<number, number>;
}

interface FieldOfChild {
  types: ReadonlySet<number>;
  field: number;
}

/** Fields that a grammar leaves out. */
export interface GivenFields {
  /** By a node's type: the fields of its children in their order, each for the next child without a field whose type fits. */
  children: Readonly<Record<string, readonly (readonly [types: RegExp, field: string])[]>>;
  /** Nodes that are left out of the tree, with the field that their content fills in the node around. */
  inlined: Readonly<Record<string, string>>;
}

/** Gives children the fields that their grammar leaves out. */
export class GivenFieldReader {
  /** By depth: what is left to give to the children of the open node there. */
  private readonly left: (readonly FieldOfChild[])[] = [];

  constructor(private readonly names: GrammarNames) {}

  /** A node opens at a depth. */
  enter(type: number, depth: number, inlined: number | undefined): void {
    const { given } = this.names;
    if (given) this.left[depth] = inlined === undefined ? (given.get(type) ?? []) : [{ types: ANY, field: inlined }];
  }

  /** Field of a child at a depth; 0 for none. */
  next(type: number, depth: number): number {
    const left = this.left[depth - 1];
    const at = left?.findIndex(({ types }) => types === ANY || types.has(type)) ?? -1;
    if (at < 0) return 0;
    this.left[depth - 1] = left!.slice(at + 1);
    return left![at]!.field;
  }
}

const ANY: ReadonlySet<number> = new Set<number>();

/** Names of a grammar with the fields that its rules add. */
export function withGivenFields(names: GrammarNames, { children, inlined }: GivenFields): GrammarNames {
  const fields = [...names.fields];
  const number = (field: string): number => {
    const known = fields.indexOf(field);
    return known < 0 ? fields.push(field) - 1 : known;
  };
  const ids = (types: RegExp): ReadonlySet<number> => new Set(names.types.flatMap((type, id) => (types.test(type) ? [id] : [])));
  const byType = <Of, To>(entries: Readonly<Record<string, Of>>, to: (of: Of) => To): Map<number, To> =>
    new Map(
      Object.entries(entries).flatMap(([name, of]) => names.types.flatMap((type, id) => (type === name ? [[id, to(of)] as const] : []))),
    );
  const given = byType(children, (pairs) => pairs.map(([types, field]) => ({ types: ids(types), field: number(field) })));
  return { types: names.types, given, inlined: byType(inlined, number), fields };
}
