import { traitsOf } from '../../flow/traits';
import { isWord, endsWith, stemOf, withoutDots } from './textTests';
import { only } from '../../only';
import type { FrameAtLine } from './failurePoint';
import type { CallSite, ClassNode, Definition, FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf, languageOfFile } from '../../workspace/languages';
import type { CandidateFacts } from '../candidateFacts';
import { rowValue, type RowValue } from './testRows';

/** A function with its file. */
export interface FunctionAt {
  file: SyntaxFile;
  fn: FunctionNode;
}

/** The known type of a name, a field or a receiver. */
export interface KnownType {
  /** Class of the workspace, or the built-in as written. */
  name: string;
  cls?: { file: SyntaxFile; node: ClassNode };
}

/** Values and types that are collections of a language, whatever their elements. */
export const COLLECTION =
  /^(?:new\s+)?(?:\w+\.)*(?:Map|WeakMap|Record|Set|HashMap|TreeMap|LinkedHashMap|ConcurrentHashMap|ConcurrentMap|BTreeMap|Dictionary|IDictionary|SortedDictionary|ConcurrentDictionary|Properties|Hashtable|dict|Dict|OrderedDict|Array|List|IList|ArrayList|LinkedList|Vec|Optional|Stream)\b|^[[{]|^map\[|^&?(?:mut )?HashMap|^array\(|^vec!|^(?:readonly )?[\w.]{1,80}\[\]$/;

/** Base classes above a class in which a method is looked for. */
const MOST_BASES = 4;

/** The files read for ranking, as one program. Answers only where the answer is unambiguous. */
export class ProgramView {
  readonly files: readonly SyntaxFile[];

  constructor(
    facts: readonly CandidateFacts[],
    /** Frames of the failure that have code, innermost first. */
    readonly frames: readonly FrameAtLine[],
    /** The imports of the failure's files. */
    related: readonly SyntaxFile[] = [],
    /** Full name of the test that failed. */
    readonly test?: string,
    /** Data files that the code names. */
    readonly data: readonly { file: string; lines: readonly string[] }[] = [],
  ) {
    this.files = [
      ...new Map(
        [...facts.map(({ file }) => file), ...frames.map(({ file }) => file), ...related].map((file) => [file.file, file]),
      ).values(),
    ];
  }

  /** {@link rowValue} of the test that failed. */
  testRow(file: SyntaxFile, fn: FunctionNode, parameter: string): RowValue | undefined {
    return rowValue(file, fn, parameter, this.test);
  }

  file(name: string): SyntaxFile | undefined {
    return this.files.find(({ file }) => file === name);
  }

  functionsNamed(name: string): FunctionAt[] {
    return this.files.flatMap((file) => file.functions.filter((fn) => fn.name === name && fn.name !== '').map((fn) => ({ file, fn })));
  }

  /** The function that a call runs, where there is only one candidate. */
  callee(call: CallSite, at: SyntaxFile, caller: FunctionNode | undefined): FunctionAt | undefined {
    const { name, receiver } = call;
    const named = this.functionsNamed(name).filter(({ file }) => familyOf(file.language) === familyOf(at.language));
    if (receiver === undefined) {
      const imported = at.imports.find(({ local }) => local === name);
      if (imported)
        return this.importedFunction(
          imported.module,
          imported.imported === 'default' || imported.imported === '*' ? name : imported.imported,
          at,
        );
      const own = named.filter(({ file, fn }) => file === at && (fn.className === undefined || fn.className === caller?.className));
      return only(
        own.length ? own : named.filter(({ file, fn }) => fn.className === undefined && folderOf(file.file) === folderOf(at.file)),
      );
    }
    if (['this', 'self', 'cls', '$this', 'super'].includes(receiver))
      return only(named.filter(({ file, fn }) => file === at && fn.className === caller?.className));
    const module = at.imports.find(({ local }) => local === receiver);
    if (module && !/^[A-Z]/.test(receiver)) {
      const exported = this.importedFunction(module.module, name, at);
      if (exported || ['*', ''].includes(module.imported)) return exported;
    }
    const made = /^\(?new\s+(\w{1,80})\s*(?:<[^<>]{0,120}>)?\(/.exec(receiver)?.[1];
    if (made) return only(named.filter(({ fn }) => fn.className === made));
    const type = this.typeOf(receiver, at, caller);
    if (type && COLLECTION.test(type.name)) return undefined;
    if (type?.cls) return this.methodOf(type.cls, named);
    // Rust: `settings::defaults()` of the module `settings`.
    const inModule = isWord(receiver)
      ? named.filter(({ file, fn }) => fn.className === undefined && endsWith(`/${file.file}`, `/${receiver}.rs`, `/${receiver}/mod.rs`))
      : [];
    if (inModule.length > 0) return only(inModule);
    const asClass = named.filter(({ fn }) => fn.className === receiver);
    if (asClass.length) return only(asClass);
    const declared = this.definitionsOf(receiver, at, caller).some((definition) => definition.type !== undefined);
    // Only the receiver's name suggests its type, and a method that every collection has may be a collection's.
    const bare = (fieldOf(receiver) ?? receiver).toLowerCase();
    const sameName = named.filter(({ fn }) => fn.className?.toLowerCase() === bare);
    if (!declared && sameName.length) return only(sameName);
    if (declared || OF_COLLECTIONS.has(name)) return undefined;
    return only(named.filter(({ fn }) => fn.className !== undefined && soundsLike(receiver, fn.className)));
  }

  /** The declared or constructed type of a name in a function, its class or its module. */
  typeOf(name: string, at: SyntaxFile, fn: FunctionNode | undefined): KnownType | undefined {
    const known = this.definitionsOf(name, at, fn);
    for (const definition of (known.length > 0 ? known : this.goFields(name, at, fn)).toReversed()) {
      for (const written of [definition.type, parameterType(definition, at), definition.kind === 'loop' ? undefined : definition.value]) {
        if (!written) continue;
        const text = written.replace(/^(?:private|public|readonly|final|static|const)\s+/g, '').trim();
        if (COLLECTION.test(text)) return { name: text };
        const made = /^(?:new\s+)?[&*]?(?:\w+\.)*([A-Z]\w*)\s*(?:[({<]|$|\|)/.exec(text)?.[1];
        const cls = made && this.classNamed(made);
        if (cls) return { name: made, cls };
      }
    }
    return undefined;
  }

  /** A method of a class, or of the nearest of its base classes that has it. */
  private methodOf(
    { file, node }: NonNullable<KnownType['cls']>,
    named: readonly FunctionAt[],
    bases = MOST_BASES,
  ): FunctionAt | undefined {
    const own = named.filter((each) => each.file === file && each.fn.className === node.name);
    const base = own.length > 0 || bases === 0 ? undefined : this.classNamed(only(node.bases) ?? '');
    return base ? this.methodOf(base, named, bases - 1) : only(own);
  }

  /** `q.jobs` in a method of Go with the receiver `q`: the field of its struct. */
  private goFields(name: string, at: SyntaxFile, fn: FunctionNode | undefined): Definition[] {
    const [, receiver, field] = (traitsOf(at.language).severalResults && /^(\w+)\.(\w+)$/.exec(name)) || [];
    const header = fn ? (at.lines[fn.signature.startLine - 1] ?? '').slice(0, 300) : '';
    const [, own, type = ''] = /^func \((\w{1,60}) \*?(\w{1,80})/.exec(header) ?? [];
    const cls = receiver !== undefined && receiver === own ? this.classNamed(type) : undefined;
    return cls?.file.allDefinitions(cls.node).filter((each) => each.kind === 'field' && each.name === field) ?? [];
  }

  classNamed(name: string): { file: SyntaxFile; node: ClassNode } | undefined {
    const named = this.files.flatMap((file) => file.classes.filter((node) => node.name === name).map((node) => ({ file, node })));
    const declared = named.filter(({ file, node }) => !/^\s*(?:unsafe\s+)?impl\b/.test(file.lines[node.header.endLine - 1] ?? ''));
    return only(declared.length > 0 ? declared : named);
  }

  /** Definitions of a name visible at its use: in its function and those around it, its class, its module. In source order. */
  definitionsOf(name: string, at: SyntaxFile, fn: FunctionNode | undefined): readonly Definition[] {
    const field = fieldOf(name);
    for (let scope = fn; scope; scope = scope.parent === undefined ? undefined : at.functions[scope.parent]) {
      const own = at.definitions(name, scope);
      if (own.length && field === undefined) return own;
    }
    const cls = fn?.classIndex === undefined ? undefined : at.classes[fn.classIndex];
    const bare = field ?? name;
    if (cls && (field !== undefined || isWord(name))) {
      // Rust writes the fields of a struct apart from its methods.
      const parts = at.classes.filter((each) => each.name === cls.name);
      const fields = parts
        .flatMap((part) => at.allDefinitions(part))
        .filter((each) => (each.kind === 'field' && each.name === bare) || fieldOf(each.name) === bare);
      if (fields.some((each) => each.kind === 'field' || fieldOf(each.name) !== undefined)) return fields;
    }
    const whole = { startLine: 1, endLine: at.lines.length };
    return at.definitions(name, whole).filter((each) => {
      const around = at.enclosing(each.startLine);
      return around === undefined || around === fn;
    });
  }

  /** A function that another file exports under a name; its own name may differ. */
  private importedFunction(module: string, name: string, at: SyntaxFile): FunctionAt | undefined {
    const file = this.moduleFile(module, at);
    // A package's function is not a workspace function with the same name.
    if (!file) return undefined;
    const local = file.exports.get(name) ?? name;
    return only(file.functions.filter((fn) => fn.name === local && fn.className === undefined).map((fn) => ({ file, fn })));
  }

  /** The file of an import, by the end of its path. */
  moduleFile(module: string, at: SyntaxFile): SyntaxFile | undefined {
    const tail = withoutDots(module)
      .replace(/\.\w{1,10}$/, (ending) => (languageOfFile(module) === familyOf(at.language) ? '' : ending))
      .replaceAll('::', '/')
      .replaceAll('.', '/')
      .replace('crate/', '');
    if (!tail) return undefined;
    const fitting = this.files.filter(({ file }) => {
      const path = stemOf(file);
      return path === tail || path.endsWith(`/${tail}`);
    });
    return only(fitting) ?? fitting.find(({ file }) => folderOf(file) === folderOf(at.file));
  }
}

/** The declared type of the parameter that a field is set to: `self.users = users`. */
function parameterType({ name, value, startLine }: Definition, at: SyntaxFile): string | undefined {
  const given = fieldOf(name) === undefined ? undefined : value?.trim();
  return given === undefined ? undefined : at.enclosing(startLine)?.parameters.find((each) => each.name === given)?.type;
}

/** `store`, `this.store` or `orderStore` for a class `OrderStore`. */
export function soundsLike(receiver: string, className: string): boolean {
  const last = (/(?<!\w)(\w+)$/.exec(receiver)?.[1] ?? '').replace(/_/g, '').toLowerCase();
  const cls = className.toLowerCase();
  return last.length > 2 && (cls.includes(last) || last.includes(cls) || cls.includes(last.replace(/s$/, '')));
}

const OF_COLLECTIONS = new Set(
  'get find first last pop shift match search exec at next remove put add set push append peek poll filter map split fetch dig'.split(' '),
);

/** `cache` of `this.cache`, `self.cache`, `@cache`, `$this->cache`. */
export function fieldOf(name: string): string | undefined {
  return /^(?:(?:this|self|cls|\$this)(?:\.|->|\?\.)|@{1,2})([A-Za-z_]\w*)$/.exec(name)?.[1];
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
