import { wordSet } from './textTests';
/** The evident kind of a value: only from its text or its declared type. */
export type ValueKind = 'text' | 'number' | 'boolean';

/** The kind of a literal; undefined for anything else. */
export function kindOfLiteral(text: string): ValueKind | undefined {
  const value = text.trim();
  if (/^[rbfuRBFU@$]{0,2}["'`][^]*["'`]$/.test(value)) return 'text';
  if (/^[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?[a-z]{0,2}\d{0,2}$/i.test(value)) return 'number';
  return ['true', 'false', 'True', 'False'].includes(value) ? 'boolean' : undefined;
}

/** The kind that a declared type takes; undefined for several or other kinds. */
export function kindOfType(type: string | undefined): ValueKind | undefined {
  const name = (type ?? '').replace(/\b(?:const|final|mut|readonly)\b|[&*?]|\bstd::|'\w+/g, '').trim();
  if (wordSet('string str String string_view char CharSequence').has(name)) return 'text';
  if (
    /^(?:number|int|Int|Integer|long|Long|short|float|Float|double|Double|decimal|size_t|[ui](?:8|16|32|64|128|size)|f32|f64|u?int\d{0,2}|float\d\d)$/.test(
      name,
    )
  )
    return 'number';
  return ['bool', 'boolean', 'Boolean'].includes(name) ? 'boolean' : undefined;
}
