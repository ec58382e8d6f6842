import { powerOf, shiftedLeft } from './limits';
import { type Machine, Obj, Thrown, Unknown, type Value } from './value';

/** What an operator gives for two numbers. */
export function calculated({ family }: Machine, operator: string, a: number | bigint, b: number | bigint): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    switch (operator) {
      case '+':
        return a + b;
      case '-':
        return a - b;
      case '*':
        return a * b;
      case '**':
        return b < 0n ? Number(a) ** Number(b) : powerOf(a, b);
      case '/':
        if (b === 0n) throw divided(family);
        if (family === 'python' || (family === 'php' && a % b !== 0n)) return Number(a) / Number(b);
        return family === 'ruby' ? floorDivided(a, b) : a / b;
      case '//':
        if (b === 0n) throw divided(family);
        return floorDivided(a, b);
      case '%':
        if (b === 0n) throw divided(family);
        return /^(?:python|ruby)$/.test(family) ? a - floorDivided(a, b) * b : a % b;
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '^':
        return a ^ b;
      case '<<':
        return shiftedLeft(a, b);
      case '>>':
      case '>>>':
        return a >> b;
      case '.':
        return `${a}${b}`;
    }
    throw new Unknown(`${operator} of numbers`);
  }
  const [x, y] = [Number(a), Number(b)];
  switch (operator) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '**':
      return x ** y;
    case '/':
      if (y === 0) throw divided(family);
      return x / y;
    case '//':
      return Math.floor(x / y);
    case '%':
      return /^(?:python|ruby)$/.test(family) && x % y !== 0 && x % y < 0 !== y < 0 ? (x % y) + y : x % y;
  }
  throw new Unknown(`${operator} of numbers`);
}

function floorDivided(a: bigint, b: bigint): bigint {
  const whole = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? whole - 1n : whole;
}

/** The error of a division by zero. */
function divided(family: string): Thrown {
  const type =
    {
      java: 'ArithmeticException',
      kotlin: 'ArithmeticException',
      csharp: 'DivideByZeroException',
      php: 'DivisionByZeroError',
      go: 'panic',
      rust: 'panic',
    }[family] ?? 'ZeroDivisionError';
  return new Thrown(
    new Obj(undefined, new Map<string, Value>([['message', family === 'ruby' ? 'divided by 0' : 'division by zero']]), type),
  );
}
