import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { commandIds, internalCommandIds, SIDEBAR_VIEW_ID } from '../../../src/host/commandIds';

interface Manifest {
  contributes: {
    commands: { command: string; title: string }[];
    menus: Record<string, { command: string; when?: string }[]>;
    views: Record<string, { id: string }[]>;
    languageModelTools: { name: string; modelDescription: string }[];
    chatSkills: { path: string }[];
    configuration: { properties: Record<string, unknown> };
    configurationDefaults: Record<string, unknown>;
    keybindings: { command: string; when?: string }[];
    walkthroughs: { steps: { description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
  };
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  activationEvents: string[];
}

const text = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const labels = readLabels('package.nls.json');
const germanLabels = readLabels('package.nls.de.json');

function readLabels(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}

/** Fields that VS Code shows to a person. What models read (`modelDescription`, an `inputSchema`) stays in English. */
const SHOWN =
  /^(title|shortTitle|label|category|description|markdownDescription|displayName|userDescription|contextualTitle|enumDescriptions|deprecationMessage)$/;

/** Texts of a person's fields that are not a label of package.nls.json, each after its path. */
function bareTexts(value: unknown, path: string[] = []): string[] {
  if (typeof value === 'string') {
    // The name of a view is shown; that of a tool or a problem matcher is an identifier.
    const shown = path.some((key) => SHOWN.test(key)) || (path.includes('views') && path.at(-1) === 'name');
    return shown && !/^%[\w.]+%$/.test(value) ? [`${path.join('.')}: ${value}`] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'inputSchema' ? [] : bareTexts(part, [...path, key])));
}

describe('package.json', () => {
  it('declares exactly the commands that are registered', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual([...declared].sort(), [...commandIds].sort());
  });

  it('names only declared commands in menus', () => {
    const used = Object.values(manifest.contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
    assert.deepEqual(
      used.filter((command) => !(commandIds as readonly string[]).includes(command)),
      [],
    );
  });

  it('has a label for every placeholder and no unused label', () => {
    const placeholders = new Set([...text.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1] ?? ''));
    assert.deepEqual([...placeholders].sort(), Object.keys(labels).sort());
  });

  it('leaves no text bare that a person reads', () => {
    const { displayName, description, contributes, capabilities } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(bareTexts({ displayName, description, contributes, capabilities }), []);
  });

  it('has every label in German, with the same commands, settings, names of code and line breaks', () => {
    assert.deepEqual(Object.keys(germanLabels), Object.keys(labels));
    const fixed = (label: string) => (label.match(/\(command:[\w.]+\)|`[^`]+`|#[\w.]+#?|\n|--[a-z]+/g) ?? []).sort();
    for (const [key, label] of Object.entries(labels)) assert.deepEqual(fixed(germanLabels[key] ?? ''), fixed(label), key);
  });

  it('does not start with the window', () => {
    assert.ok(!manifest.activationEvents.some((event) => event === '*' || event.startsWith('onStartupFinished')));
  });

  it('ignores what an untrusted workspace says about where text is sent', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const name of ['openai.baseUrl', 'openai.headers', 'openai.model', 'provider']) {
      assert.ok(restrictedConfigurations.includes(`debugWithContext.${name}`), name);
    }
    for (const name of restrictedConfigurations) assert.ok(name in manifest.contributes.configuration.properties, name);
  });

  it('offers no server unless the person switches it on, which no workspace that is not trusted can', () => {
    const { properties } = manifest.contributes.configuration as { properties: Record<string, { default?: unknown }> };
    assert.equal(properties['debugWithContext.mcp.enabled']?.default, false);
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes('debugWithContext.mcp.enabled'));
  });

  it('describes its tools to models in few words, under names of its own', () => {
    const { languageModelTools: tools } = manifest.contributes;
    for (const { name, modelDescription } of tools) {
      assert.match(name, /^debugWithContext_[a-zA-Z]+$/);
      assert.ok(modelDescription.length <= 400, name);
    }
    for (const { path } of manifest.contributes.chatSkills) assert.ok(readFileSync(path, 'utf8').startsWith('---\nname: '));
  });

  it('keeps its keys when the terminal has the focus: the shell gets those of all other commands', () => {
    const skipped = manifest.contributes.configurationDefaults['terminal.integrated.commandsToSkipShell'] as string[];
    // Keys of the editor alone never reach a shell.
    const keys = manifest.contributes.keybindings.filter(({ when }) => !when?.includes('editorTextFocus'));
    assert.deepEqual([...skipped].sort(), keys.map(({ command }) => command).sort());
  });

  it('has a walkthrough whose buttons and events name existing commands, and whose pages ship', () => {
    const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.equal(steps.length, 4);
    for (const { description, media, completionEvents } of steps) {
      // VS Code looks for the display language before the ending of the name.
      for (const file of [media.markdown, media.markdown.replace(/\.md$/, '.nls.de.md')])
        assert.ok(readFileSync(file, 'utf8').length > 100, file);
      const shown = labels[description.slice(1, -1)] ?? '';
      const buttons = [...shown.matchAll(/\(command:([\w.]+)\)/g)].map((match) => match[1] ?? '');
      assert.equal(buttons.length, 1, shown);
      const events = completionEvents.flatMap((event) => /^onCommand:(.+)/.exec(event)?.[1] ?? []);
      const known: readonly string[] = [...commandIds, ...internalCommandIds];
      assert.deepEqual(
        [...buttons, ...events].filter((command) => !known.includes(command)),
        [],
      );
    }
  });

  it('has the view that the extension fills', () => {
    assert.deepEqual(
      Object.values(manifest.contributes.views).flatMap((views) => views.map(({ id }) => id)),
      [SIDEBAR_VIEW_ID],
    );
  });
});
