import { Unknown } from '../values/value';
import { AUTO, basicNamed, CppType, library, numberType, pointerTo, referenceTo } from './types';

/** Classes of the library that a type may be. */
const LIBRARY =
  /^(?:vector|deque|list|array|stack|queue|priority_queue|map|set|multimap|multiset|unordered_map|unordered_set|pair|tuple|optional|variant|monostate|unique_ptr|shared_ptr|weak_ptr|function|initializer_list|span|ostream|istream|iostream|ostringstream|istringstream|stringstream|ifstream|ofstream|fstream|less|greater|hash|reference_wrapper|bitset|mutex|lock_guard|scoped_lock|unique_lock|atomic|nullopt_t|any|iterator|const_iterator|reverse_iterator|equal_to|plus|minus|multiplies|chrono|mt19937|bad_alloc)$/;

/** What a name in a type stands for. */
export interface Scope {
  named(name: string, args: () => CppType[]): CppType | undefined;
  constant(name: string): bigint;
}

/** Reads a type as it is written. */
export class TypeReader {
  private at = 0;
  private readonly tokens: string[];

  constructor(
    written: string,
    private readonly scope: Scope,
  ) {
    this.tokens = written.match(/[A-Za-z_]\w{0,80}|\d[\w.']{0,30}|::|&&|\.\.\.|[-<>,*&()[\]+/%{}]/g) ?? [];
  }

  /** @throws {Unknown} where something is left */
  whole(): CppType {
    const type = this.type();
    if (this.at < this.tokens.length) throw new Unknown('a type');
    return type;
  }

  private get next(): string | undefined {
    return this.tokens[this.at];
  }

  private is(token: string): boolean {
    return this.next === token;
  }

  private takes(token: string): boolean {
    if (this.next !== token) return false;
    this.at += 1;
    return true;
  }

  private type(): CppType {
    this.skip();
    let type = this.base();
    for (;;) {
      this.skip();
      if (this.takes('*')) type = pointerTo(type);
      else if (this.takes('&&')) type = referenceTo(type, '&&');
      else if (this.takes('&')) type = referenceTo(type);
      else if (this.takes('[')) {
        const size = this.is(']') ? '' : String(this.number());
        if (!this.takes(']')) throw new Unknown('an array');
        type = new CppType('array', size, [type]);
      } else if (this.is('(')) {
        // What a function is given does not matter: its values carry their types.
        for (let depth = 0; this.next !== undefined;) {
          if (this.is('(')) depth += 1;
          if (this.is(')')) depth -= 1;
          this.at += 1;
          if (depth === 0) break;
        }
        type = new CppType('function', 'function', [type]);
      } else return type;
    }
  }

  private skip(): void {
    while (
      /^(?:const|volatile|static|constexpr|constinit|consteval|inline|mutable|extern|typename|struct|class|enum|virtual|explicit|friend|thread_local|noexcept)$/.test(
        this.next ?? '',
      )
    )
      this.at += 1;
  }

  private base(): CppType {
    const words: string[] = [];
    while (/^(?:unsigned|signed|short|long|int|char|double)$/.test(this.next ?? '') || (words.length > 0 && this.next === 'const')) {
      if (this.next !== 'const') words.push(this.next!);
      this.at += 1;
    }
    if (words.length > 0) return numberType(words)!;
    if (/^\d/.test(this.next ?? '')) return new CppType('constant', String(this.number()));
    return this.named();
  }

  private named(): CppType {
    const parts: string[] = [];
    let args: CppType[] = [];
    let outer: CppType[] = [];
    this.takes('::');
    do {
      if (!/^\w/.test(this.next ?? '')) throw new Unknown('a type');
      parts.push(this.next!);
      this.at += 1;
      if (args.length > 0) outer = args;
      args = this.next === '<' ? this.list() : [];
    } while (this.takes('::') && this.next !== '*');
    const name = parts.at(-1)!;
    if (parts.length > 1 && /^(?:value_type|mapped_type|key_type)$/.test(name) && outer.length > 0)
      return name === 'mapped_type' ? outer[1]! : outer[0]!;
    if (/^(?:const_)?(?:reverse_)?iterator$/.test(name)) return AUTO;
    if (parts.length > 1 && parts[0] === 'chrono' ? false : parts.length > 2 && parts[1] === 'chrono') throw new Unknown('a time');
    const own = parts[0] === 'std' ? undefined : this.scope.named(parts.join('::'), () => args);
    if (own) return own;
    const found = basicNamed(name);
    if (found) return found;
    if (name === 'decltype') throw new Unknown('decltype');
    if (/^(?:remove_\w+|decay|enable_if|common_type|conditional|invoke_result)_t$/.test(name))
      throw new Unknown('a type that is worked out');
    if (LIBRARY.test(name)) {
      if (name === 'function') return new CppType('function', 'function', args[0]?.args ?? []);
      if (name === 'initializer_list' || name === 'span') return library('vector', ...args);
      return library(name, ...(/^(?:unique_ptr|vector|deque|list|shared_ptr|set|unordered_set)$/.test(name) ? keyed(name, args) : args));
    }
    const error = this.scope.named(`std::${name}`, () => args);
    if (error) return error;
    if (/^\w+$/.test(name) && parts.length === 1 && args.length === 0 && /^[a-zA-Z_]/.test(name)) {
      return new CppType('constant', String(this.scope.constant(name)));
    }
    throw new Unknown(`the type ${parts.join('::')}`);
  }

  private list(): CppType[] {
    const found: CppType[] = [];
    this.at += 1;
    if (this.takes('>')) return found;
    do found.push(this.type());
    while (this.takes(','));
    if (!this.takes('>')) throw new Unknown('a type with arguments');
    return found;
  }

  /** A number that is written, or a constant; sums and products of both. */
  private number(): bigint {
    let value = this.factor();
    for (;;) {
      if (this.takes('+')) value += this.factor();
      else if (this.takes('-')) value -= this.factor();
      else if (this.takes('*')) value *= this.factor();
      else return value;
    }
  }

  private factor(): bigint {
    const word = this.next ?? '';
    this.at += 1;
    if (/^\d+[uUlLzZ]*$/.test(word.replaceAll("'", ''))) return BigInt(word.replace(/[^\d]/g, ''));
    let name = word;
    while (this.takes('::')) {
      name += `::${this.next}`;
      this.at += 1;
    }
    return this.scope.constant(name);
  }
}

/** Which of a library's arguments matter: not allocators. */
function keyed(name: string, args: readonly CppType[]): readonly CppType[] {
  return /set$/.test(name) ? args.slice(0, 2) : args.slice(0, 1);
}
