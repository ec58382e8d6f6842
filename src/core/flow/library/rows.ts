/**
 * What calls of libraries give on, as data.
 * `same`: the whole; `some`: some of the elements; `element`: one of the elements; `values`, `keys`, `pairs`: of a map; `fromPairs`: a map of
 * pairs; `merged`: all arguments; `get`: what is under the key; `mapped`: what the function gives for each element; `flatMapped`: the
 * elements of what it gives; `promised`: a promise of it; `all`: a promise of a list; `column`: a member of each element; `count`: how many
 * elements there are; `made`: something new that is never missing; `number`, `text`: of the value; `zipped`: an element of each argument; `tapped`: what a promise gives; `itself`: the value, also where it is
 * missing; `textKeys`: maps whose keys are texts; `listed`: the arguments as a list; `entries`: a map of the arguments, which are pairs, or
 * keys and values in turn; `ran`: a promise of what the function gives; `resolved`: of what the function hands to its first parameter;
 * `appended`: the elements of the first argument and the others; `empties`: elements that are empty.
 */
export type Gives =
  | 'same'
  | 'some'
  | 'element'
  | 'values'
  | 'keys'
  | 'pairs'
  | 'fromPairs'
  | 'merged'
  | 'get'
  | 'mapped'
  | 'flatMapped'
  | 'promised'
  | 'all'
  | 'column'
  | 'count'
  | 'made'
  | 'zipped'
  | 'tapped'
  | 'itself'
  | 'textKeys'
  | 'listed'
  | 'entries'
  | 'appended'
  | 'ran'
  | 'resolved'
  | 'empties';

export interface LibraryRow {
  /** Family of languages; none for all. */
  readonly family?: string;
  /** Names of calls, separated by spaces; with their object where that belongs to the name. */
  readonly calls: string;
  /** The value is the object that the method is called on, or the first argument. */
  readonly of: 'receiver' | 'argument';
  readonly gives: Gives;
  /** 0-based position of the function among the arguments, and of the value where it is not the first. */
  readonly fn?: number;
  readonly value?: number;
  /** Position of what is given where there is none. */
  readonly instead?: number;
}

/** Calls that hand a function the elements of a value, one by one. `params`: what each parameter is. */
export interface CallbackRow {
  readonly family?: string;
  readonly calls: string;
  readonly of: 'receiver' | 'argument';
  readonly params: readonly ('each' | 'index' | 'folded' | 'itself' | 'awaited' | 'memo')[];
  readonly fn?: number;
  readonly value?: number;
}

/** Calls that change what they are called on. */
export interface ChangeRow {
  readonly family?: string;
  readonly calls: string;
  /** `element`: the last argument becomes an element; `keyed`: it is put under the first; `all`: the elements or entries of the argument; `removes`: some are taken out. */
  readonly adds: 'element' | 'keyed' | 'all' | 'removes';
  /** The value that is changed is the first argument. */
  readonly first?: true;
}
