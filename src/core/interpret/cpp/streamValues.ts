import { counted } from '../values/limits';
import type { Value } from '../values/value';
import { type CppType, library } from './types';
import { CppValue } from './values';

/** How a stream writes what comes next. */
export class Style {
  width = 0;
  fill = ' ';
  precision = 6;
  float: '' | 'fixed' | 'scientific' = '';
  base = 10;
  align: 'right' | 'left' | 'internal' = 'right';
  isAlpha = false;
  isSigned = false;
  isUpper = false;
  isBased = false;
  hasPoint = false;
}

/** A stream that is read, written, or both. */
export class StreamOf extends CppValue {
  readonly style = new Style();
  at = 0;
  failed = false;
  ended = false;
  /** Whether it skips spaces before what it reads. */
  skips = true;

  constructor(
    readonly type: CppType,
    public text: string,
    /** Where it writes to; into itself where there is none. */
    readonly sink?: string[],
    public isOpen = true,
    readonly path?: string,
  ) {
    super();
  }

  get plain(): Value {
    return undefined;
  }

  put(text: string): void {
    if (this.failed) return;
    if (this.sink) this.sink.push(text);
    else this.text += text;
    counted(this.text.length / 100);
  }
}

/** What changes how a stream writes or reads. */
export class Manipulator extends CppValue {
  readonly type = library('manipulator');

  constructor(readonly apply: (stream: StreamOf) => void) {
    super();
  }

  get plain(): Value {
    return undefined;
  }
}
