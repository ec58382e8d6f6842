import type { Edit } from './experiment';
import type { Laboratory } from './laboratory';

/** The same laboratory with some files in an earlier state; edits are applied on top of it. */
export function laboratoryAt(lab: Laboratory, past: readonly Edit[]): Laboratory {
  const onTop = (edits: readonly Edit[]): Edit[] => {
    const edited = new Set(edits.map(({ file }) => file));
    return [...past.filter(({ file }) => !edited.has(file)), ...edits];
  };
  const texts = new Map(past.map(({ file, text }) => [file, text]));
  return {
    run: (edits, isolation, extra) => lab.run(onTop(edits), isolation, extra),
    async foresee(runs, isolation) {
      await lab.foresee?.(
        runs.map(({ edits, extra }) => ({ edits: onTop(edits), extra })),
        isolation,
      );
    },
    narrowedTo(target) {
      const narrowed = lab.narrowedTo(target);
      return narrowed && laboratoryAt(narrowed, past);
    },
    endedBy: (signal) => laboratoryAt(lab.endedBy(signal), past),
    read: async (file) => (texts.has(file) ? texts.get(file) : lab.read(file)),
    changedFile: () => lab.changedFile(),
    nameOf: (file) => lab.nameOf(file),
    isolations: lab.isolations,
    get runs() {
      return lab.runs;
    },
    get seconds() {
      return lab.seconds;
    },
  };
}
