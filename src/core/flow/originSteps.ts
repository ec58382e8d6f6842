import type { CallSite, FunctionNode, SyntaxFile } from '../syntax/syntax';

/** A line; 1-based. */
export interface Place {
  file: string;
  line: number;
}

/** The place of a name in a class, a function or an object; 1-based line. */
export interface NamedPlace {
  name: string;
  place: Place;
}

/** One hop of a value, backwards from the place where it was wrong. */
export type OriginStep = Place &
  /** `fills`: the value is a call that fills the name, which is one of its arguments. */
  (
    | { kind: 'assigned'; name: string; value: string; fills?: true }
    /** Under its key in an object literal. */
    | { kind: 'written'; expression: string; value: string }
    | { kind: 'returned'; by: string; value: string }
    | { kind: 'passed'; parameter: string; by: string; argument: string; part?: string }
    /** The argument that sets a field, where an object is made. */
    | { kind: 'made'; field: string; by: string; type: string; argument: string }
    | { kind: 'state'; name: string; call: string }
    /** `part`: the name is this part of an element. */
    | { kind: 'element'; name: string; of: string; part?: string }
    /**
     * What the program puts into a collection; `keyed`: under keys; `added`: by a place beside which others may add, too; `member`: of
     * this element is followed.
     */
    | { kind: 'filled'; of: string; value: string; keyed: boolean; added?: true; member?: string }
    /** In the row of a parameterised test that failed. */
    | { kind: 'row'; name: string; value: string }
    /** Python: a decorator puts another function in place of this one. */
    | { kind: 'wrapped'; name: string; by: string }
  );

/** The text of the value at a step, as written; undefined where the step has none of its own. */
export function writtenIn(step: OriginStep): string | undefined {
  return 'value' in step ? step.value : 'argument' in step ? step.argument : undefined;
}

/** The origin of an empty value, as far as the code shows it. */
export type OriginEnd = Place &
  (
    | { kind: 'literal'; name: string | undefined; value: string }
    /**
     * `withError`: Go: the line returns an error beside the value. `unless`: the condition at which a function ends where it does not hold;
     * `last`: the line that it ends on, where that is no branch; `never`: nothing in it returns a value.
     */
    | {
        kind: 'returnsNothing';
        by: string;
        value: string;
        how: 'bare' | 'literal' | 'end';
        also: number[];
        withError?: true;
        unless?: Place & { text: string };
        last?: Place;
        never?: true;
      }
    /** `made`: where what is looked into is made, without anything in it. */
    | {
        kind: 'lookup';
        expression: string;
        note: string;
        store?: { line: number; file?: string; text?: string; condition?: string; other?: boolean };
        made?: Place;
        /** It begins with something in it. */
        filled?: true;
      }
    /** `instead`: the parameter's default, and its line. */
    | { kind: 'notPassed'; parameter: string; by: string; call: string; instead?: Place & { value: string } }
    /** Two objects are put together, and only their first level. */
    | { kind: 'merged'; text: string; section: string }
    | {
        kind: 'neverSet';
        name: string;
        owner: string | undefined;
        setters: { name: string; line: number }[];
        madeBy?: string;
        /** A branch that sets it later. */
        onlyIf?: Place & { condition: string };
        itself?: true;
      }
    /** Nothing sets the field of this name; one of almost the same name is set. */
    | { kind: 'misspelt'; name: string; near: string; owner?: string }
    /** `keys`: those that it has. */
    /** `elsewhere`: the line makes the object, and does not name it. */
    | { kind: 'missingKey'; object: string; key: string; near?: string; keys?: string[]; elsewhere?: true }
    /** The key is computed; the object has only these. */
    | { kind: 'onlyKeys'; object: string; keys: string[] }
    /** The call gives a promise, which is not awaited: it has no such member. */
    | { kind: 'promised'; by: string; call: string; member: string }
    /** `condition`: what has to hold for it to get a value; `loop`: what a loop goes over that gives it one in each turn. */
    | { kind: 'uninitialised'; name: string; type: string; condition?: { line: number; text: string; loop?: true } }
  );

export interface ValueOrigin {
  steps: OriginStep[];
  /** Absent where the code does not show it. */
  end?: OriginEnd;
}

/** The place of an expression to trace. */
export interface ExpressionAt {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
  /** Index in `view.frames` while walking the stack; absent off it. */
  frame?: number;
  /** The call whose result is followed: it tells what the parameters of `fn` are. */
  entered?: { call: CallSite; at: ExpressionAt };
}
