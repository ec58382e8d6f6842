import { listed } from './braces';
import { callFunction, callMethod, callValue, chooseFunction } from './calls';
import { convert } from './conversions';
import { setParts } from './core';
import { declaredType } from './declared';
import { boundReference, initialValue } from './declaring';
import { cast, operand } from './expressions';
import { libraryFunction } from './libraryFunctions';
import { makeLibrary, makeType } from './making';
import { aggregate, assignCell, construct, constructFrom, copied, defaultOf, destroy, taken } from './objects';
import { runBody } from './statements';

setParts({
  ...{ operand, convert, construct, constructFrom, copied, taken, defaultOf, assignCell, destroy, aggregate },
  ...{ callMethod, callValue, callFunction, chooseFunction, makeType, makeLibrary, listed, initialValue, boundReference },
  ...{ declaredType, runBody, cast, libraryFunction },
});

export { valueCpp } from './expressions';
export { runCpp } from './statements';
