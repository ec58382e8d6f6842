import type { MessageRow } from './messageForm';

/** The missing target of an import. */
export interface WantedImport {
  module: string;
  /** A name in the module, where the module exists but the name does not. */
  name?: string;
}

/** What runtimes and bundlers say of an import without its target. */
export const OF_IMPORTS: readonly MessageRow<WantedImport>[] = [
  [
    [
      "…cannot import name '{name}' from {?partially initialized module }'{module}'",
      "…The requested module '{module}' does not provide an export named '{name}'",
      "…Module '{module}' has no exported member '{name}'",
      "…'{name}' is not exported by '{module}'",
      "…No matching export in '{module}' for import '{name}'",
      "…export '{name}' (imported as '{:quoted}') was not found in '{module}'",
      "…Cannot find module '{module}'",
      "…No module named '{module}'",
      "…Failed to resolve import '{module}'",
      "…Can't resolve '{module}'",
      "…Could not resolve '{module}'",
      '…package {module:path} is not in std',
      '…no required module provides package {module:path}',
      '…package {module:path} does not exist',
      "…unresolved import '{module}'",
    ],
    {},
  ],
];

/** What test frameworks say where an error was expected and none came; `wanted` names it. */
export const NOT_RAISED = [
  "…DID NOT RAISE {?any of }{?<class '{wanted:type}'>}",
  '{?AssertionError: }{wanted} not raised',
  '…Missing expected {exception|rejection}{? ({wanted})}',
  '…Received function did not throw',
  "…expected {[Function{:maybe}]|function} to throw {?an error}{?'{wanted:word}'}",
  '…Expected {wanted:type} to be thrown, but nothing was thrown',
  '…No exception was thrown',
  '…expected {wanted} but nothing was raised',
];

/** What a linker says of a symbol without a definition. */
export const UNDEFINED_SYMBOL = [
  "undefined {reference to|symbol}{?:} '{symbol:any}'{$}",
  'undefined {reference to|symbol}{?:} {symbol:line}',
  'Undefined symbol: {symbol:line}',
  '{?error LNK{:number}: }unresolved external symbol "{symbol}"',
  'unresolved external symbol {symbol}',
];

/** What frameworks say of a test whose time was up. */
export const TIMED_OUT = [
  '…Timeout of {:number}{? }ms exceeded',
  '…Exceeded timeout of {:number}{? }ms for a {test|hook}',
  '…{T|t}est timed out {in|after} {:number}{? }ms',
];
