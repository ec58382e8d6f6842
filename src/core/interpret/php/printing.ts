import { phpPairs } from './arrays';
import { Dict, List, type Machine, nameOf, type Value, Unknown } from '../values/value';

const quoted = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** A value as `var_export` writes it. */
export function exported(it: Machine, value: Value, indent = ''): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return /\0/.test(value) ? unknown() : quoted(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value.toFixed(1) : it.shown(value);
  if (value instanceof List || value instanceof Dict) {
    const lines = phpPairs(value).map(([key, each]) => {
      const inner = exported(it, each, `${indent}  `);
      const isNested = each instanceof List || each instanceof Dict;
      return `${indent}  ${typeof key === 'string' ? quoted(key) : nameOf(key)} => ${isNested ? `\n${indent}  ` : ''}${inner},\n`;
    });
    return `array (\n${lines.join('')}${indent})`;
  }
  return unknown();
}

/** A value as `print_r` writes it. */
export function printedR(it: Machine, value: Value, indent = ''): string {
  if (!(value instanceof List || value instanceof Dict)) return it.shown(value);
  const lines = phpPairs(value).map(([key, each]) => `${indent}    [${nameOf(key)}] => ${printedR(it, each, `${indent}        `)}\n`);
  return `Array\n${indent}(\n${lines.join('')}${indent})\n`;
}

function unknown(): never {
  throw new Unknown('another value');
}
