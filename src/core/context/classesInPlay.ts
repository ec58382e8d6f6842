import type { ClassNode, FunctionNode, SyntaxFile } from '../syntax/syntax';

/** A class with the file that it stands in. */
export interface PlacedClass {
  cls: ClassNode;
  file: SyntaxFile;
}

/** Classes that a search met, instantiated or as the type of a receiver. They limit the overriding methods that a call may reach. */
const MOST_CLASSES = 60;
const LONGEST_ANCESTRY = 4;

/** The classes with objects in the code on the way, for calls of methods that a subclass overrides. */
export class ClassesInPlay {
  private readonly met = new Map<string, PlacedClass>();
  private readonly ancestry = new Map<ClassNode, Promise<Set<string>>>();

  constructor(
    /** Finds a class named in a file. */
    private readonly classNamed: (name: string, file: SyntaxFile) => Promise<PlacedClass | undefined>,
  ) {}

  meet({ cls, file }: PlacedClass): void {
    if (this.met.size < MOST_CLASSES) this.met.set(`${file.file}:${cls.startLine}`, { cls, file });
  }

  /** Methods of classes in play that override a class's method; in the order in which the classes were met. */
  async overriding(name: string, base: PlacedClass): Promise<{ file: SyntaxFile; fn: FunctionNode }[]> {
    const found: { file: SyntaxFile; fn: FunctionNode }[] = [];
    for (const placed of this.met.values()) {
      if (placed.cls === base.cls) continue;
      const own = placed.file.functions.filter((fn) => fn.name === name && fn.className === placed.cls.name);
      if (own.length && (await this.ancestorsOf(placed)).has(base.cls.name)) found.push(...own.map((fn) => ({ file: placed.file, fn })));
    }
    return found;
  }

  private ancestorsOf(placed: PlacedClass): Promise<Set<string>> {
    const known = this.ancestry.get(placed.cls);
    if (known) return known;
    const read = this.readAncestors(placed);
    this.ancestry.set(placed.cls, read);
    return read;
  }

  private async readAncestors(placed: PlacedClass): Promise<Set<string>> {
    const names = new Set<string>();
    let level = [placed];
    for (let steps = 0; steps < LONGEST_ANCESTRY && level.length; steps++) {
      const next: PlacedClass[] = [];
      for (const { cls, file } of level) {
        for (const base of cls.bases.filter((each) => !names.has(each))) {
          names.add(base);
          const found = await this.classNamed(base, file);
          if (found) next.push(found);
        }
      }
      level = next;
    }
    return names;
  }
}
