import { definedNames } from './definedNames';
import { isTestFile } from './testCode';
import type { WorkspaceCode } from './workspaceCode';

/** The files that define a name, found by their text alone. Built on first use. */
export class NameIndex {
  private names: Promise<Map<string, string[]>> | undefined;

  constructor(
    private readonly code: WorkspaceCode,
    /** The starting file of the search. */
    private readonly anchor: string,
  ) {}

  /** Nearest to the anchor first, tests last. */
  async filesOf(name: string): Promise<readonly string[]> {
    return (await (this.names ??= this.readNames())).get(name) ?? [];
  }

  private async readNames(): Promise<Map<string, string[]>> {
    const names = new Map<string, string[]>();
    for (const { file, text } of await this.code.near(this.anchor)) {
      for (const name of definedNames(text)) {
        const files = names.get(name);
        if (files) files.push(file);
        else names.set(name, [file]);
      }
    }
    for (const [name, files] of names)
      if (files.length > 1) names.set(name, [...files.filter((file) => !isTestFile(file)), ...files.filter(isTestFile)]);
    return names;
  }
}
