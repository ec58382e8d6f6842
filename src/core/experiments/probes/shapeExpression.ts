import type { LanguageId } from '../../workspace/languages';

/**
 * Keys to name: words of the program. Ids, addresses and other data used as keys are only counted, as in `isDataKey`.
 */
const JAVASCRIPT_KEY = String.raw`/^(?!.*\d{4})(?!(?=.{16}).*\d[A-Za-z])[A-Za-z_$][\w$]{0,39}$/`;

const JAVASCRIPT = [
  'v===null?"null"',
  'v!==v?"NaN"',
  'typeof v=="string"?"str("+v.length+")"',
  'typeof v=="number"?Number.isInteger(v)?"int":"num"',
  'typeof v=="boolean"?"bool"',
  'typeof v!="object"?typeof v',
  'Array.isArray(v)?v.length?"["+(d?[...new Set(v.slice(0,12).map(e=>f(f,e,d-1)))].join("|"):"…")+"]×"+v.length:"[]"',
  // Not `v.constructor`: an object may have a key of that name. Only data is read, so no getter of the program runs.
  'd<1?"…"',
  `((n,k)=>(/^\\w{1,40}$/.test(n)&&n!="Object"?n:"")+"{"+[...k.filter(x=>${JAVASCRIPT_KEY}.test(x)).slice(0,12).map(x=>((p)=>x+":"+("value" in p?f(f,p.value,d-1):"…"))(Object.getOwnPropertyDescriptor(v,x))),...(m=>m>0?["…+"+m]:[])(k.length-Math.min(12,k.filter(x=>${JAVASCRIPT_KEY}.test(x)).length))].join(", ")+"}")(Object.getPrototypeOf(v)?.constructor?.name??"",Object.keys(v))`,
].join(':');

const PYTHON_FIELDS = [
  '(lambda k:"{"+", ".join([x+":"+f(f,y,d-1) for x,y in k[:12]]+',
  '(["…+"+str(n-min(12,len(k)))] if n>min(12,len(k)) else []))+"}")',
  '([(x,y) for x,y in list(m.items())[:200] if type(x) is str and x.isidentifier() and len(x)<40 and sum(c.isdigit() for c in x)<4])',
].join('');

const PYTHON = [
  '"None" if v is None',
  '"bool" if type(v) is bool',
  '"int" if type(v) is int',
  '("NaN" if v!=v else "float") if type(v) is float',
  'type(v).__name__+"("+str(len(v))+")" if type(v) in (str,bytes)',
  '("" if type(v) is list else type(v).__name__)+("["+("|".join(sorted(set(f(f,e,d-1) for e in list(v)[:12]))) if d else "…")+"]×"+str(len(v)) if len(v) else "[]") if type(v) in (list,tuple,set,frozenset)',
  '"…" if d<1',
  `(lambda m,n:${PYTHON_FIELDS})(v,len(v)) if type(v) is dict`,
  `type(v).__name__+(lambda m,n:${PYTHON_FIELDS})(v.__dict__,len(v.__dict__)) if type(v).__dictoffset__ and not isinstance(v,type)`,
  'type(v).__name__',
].join(' else ');

/**
 * Code for the shape of an expression in the form of `shapeText`, two levels deep. It is a single expression of the language, because it
 * runs where nothing of this extension can be loaded. Its braces are balanced, even in texts, because adapters split at them.
 * @param expression evaluated once; without calls, see `isPlainRead`
 * @returns undefined for languages without such an expression
 */
export function shapeExpression(language: LanguageId, expression: string): string | undefined {
  switch (language) {
    case 'javascript':
      return `(f=>f(f,${expression},2))((f,v,d)=>${JAVASCRIPT})`;
    case 'python':
      return `(lambda f,v:f(f,v,2))(lambda f,v,d:${PYTHON},${expression})`;
    default:
      return undefined;
  }
}
