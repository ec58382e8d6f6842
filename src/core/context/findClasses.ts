import type { ClassNode, FunctionNode, SyntaxFile } from '../syntax/syntax';
import { bareType } from '../syntax/languageRules';
import type { PlacedClass } from './classesInPlay';
import { bareMember, classHeldBy, hidesSelf, siblings } from './functionScope';
import type { NameIndex } from './nameIndex';
import type { ImportResolver } from './resolveImport';
import type { WorkspaceCode } from './workspaceCode';

/** Names of class methods that create an object of their class. */
const FACTORY = /^(?:(?:from|create|build|make|new|get)_?(?:[A-Z_]\w*)?|instance|of|parse\w*|from_\w+)$/;

const SELF = /^(?:this|self|cls|\$this|Self)$/;

/** Classes of one lineage that are looked at. */
const MOST_CLASSES = 4;

/** The maximum number of files opened in a search for a class. */
const MOST_FOUND = 6;

/** Finds the classes of the workspace that names and receivers refer to. */
export class ClassFinder {
  constructor(
    private readonly code: WorkspaceCode,
    private readonly imports: ImportResolver,
    private readonly names: NameIndex,
  ) {}

  /** Class of a receiver, from its declaration, its constructor call or the class's field. */
  typeOf(receiver: string, file: SyntaxFile, caller: FunctionNode | undefined): string | undefined {
    const name = bareMember(receiver);
    const scopes = [
      caller,
      caller?.classIndex === undefined ? undefined : file.classes[caller.classIndex],
      { startLine: 1, endLine: file.lines.length },
    ];
    for (const scope of scopes) {
      if (!scope) continue;
      for (const definition of file.allDefinitions(scope)) {
        if (definition.name !== receiver && bareMember(definition.name) !== name) continue;
        const type = definition.type && bareType(definition.type);
        if (type && !/^(?:var|auto|let|const|any|unknown|object|Object)$/.test(type)) return type;
        const made = definition.calls[0];
        if (made?.construct && !definition.path.length) return made.name;
        const held = made?.receiver && SELF.test(made.receiver) && !definition.path.length && classHeldBy(made.name, file, caller);
        if (held) return held;
        if (made?.receiver && !definition.path.length && FACTORY.test(made.name) && /^[A-Z]\w*$/.test(made.receiver)) return made.receiver;
      }
    }
    return undefined;
  }

  /** Type of a field with its class in another file: a C++ header, another file of a Go package. */
  async declaredElsewhere(receiver: string, file: SyntaxFile, caller: FunctionNode | undefined): Promise<string | undefined> {
    if (!caller?.className || (file.language !== 'cpp' && file.language !== 'go')) return undefined;
    const cls = await this.named(caller.className, file);
    if (!cls || cls.file === file) return undefined;
    const name = bareMember(receiver.slice(receiver.lastIndexOf('.') + 1));
    const field = cls.file.definitions(name, cls.cls).find((each) => each.type !== undefined);
    return field?.type && bareType(field.type);
  }

  /** A class and the classes that it inherits from, nearest first. */
  async lineage(cls: ClassNode, file: SyntaxFile): Promise<PlacedClass[]> {
    const found: PlacedClass[] = [{ cls, file }];
    for (let at = 0; at < found.length && found.length < MOST_CLASSES; at++)
      for (const base of found[at]!.cls.bases) {
        const placed = await this.named(base, found[at]!.file);
        if (placed && !found.some((each) => each.cls === placed.cls)) found.push(placed);
      }
    return found;
  }

  /** The class that a name refers to in a file: the file's own, an imported one, one in the same folder, else one nearby. */
  async named(name: string, file: SyntaxFile): Promise<PlacedClass | undefined> {
    if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
    const own = file.classes.find((each) => each.name === name);
    if (own) return { cls: own, file };
    const binding = file.imports.find((each) => each.local === name);
    const targets = binding ? await this.imports.resolve(file, binding.module) : [];
    const beside = hidesSelf(file) || file.language === 'go' ? siblings(this.code, file.file) : [];
    const candidates = [
      ...targets,
      ...beside.filter((each) => each.includes(name)),
      ...targets.flatMap((each) => siblings(this.code, each).filter((other) => other.includes(name))),
    ];
    for (const target of [...new Set(candidates)].slice(0, MOST_FOUND)) {
      const opened = await this.code.open(target);
      const cls = opened?.classes.find(
        (each) => each.name === (binding && binding.imported !== 'default' && binding.imported !== '*' ? binding.imported : name),
      );
      if (opened && cls) return { cls, file: opened };
    }
    if (!/^_*[A-Z]/.test(name)) return undefined;
    for (const found of (await this.names.filesOf(name)).slice(0, 3)) {
      const opened = await this.code.open(found);
      const cls = opened?.classes.find((each) => each.name === name);
      if (opened && cls) return { cls, file: opened };
    }
    return undefined;
  }
}
