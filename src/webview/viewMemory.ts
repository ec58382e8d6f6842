/** VS Code's storage for what a webview needs again after a reload. */
export interface StateStore {
  getState(): unknown;
  setState(state: unknown): void;
}

interface Saved {
  /** The host's serializer reads it to find the investigation that the panel showed. */
  investigation?: string;
  scopes: Record<string, Record<string, unknown>>;
}

/** Investigations whose view is remembered; older ones are forgotten. */
const MAX_SCOPES = 12;
/** Longer drafts live only as long as the page, and are not written to VS Code's store. */
const MAX_TEXT = 200_000;
const WRITE_DELAY_MS = 200;

/** State of the view that must survive a reload: drafts, open folds, scroll positions. Written a moment after the last change. */
export class ViewMemory {
  private readonly saved: Saved;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: StateStore) {
    const found = store.getState() as Partial<Saved> | undefined;
    this.saved = { ...(found?.investigation && { investigation: found.investigation }), scopes: { ...found?.scopes } };
  }

  /** The part of the memory that belongs to one investigation, or to the home view. */
  scope(id: string): Scope {
    return {
      get: (key) => this.saved.scopes[id]?.[key] as never,
      set: (key, value) => {
        // Moved to the end: the most recently used scope is forgotten last.
        const scope = { ...this.saved.scopes[id] };
        delete this.saved.scopes[id];
        if (value === undefined) delete scope[key];
        else scope[key] = value;
        this.saved.scopes[id] = scope;
        for (const old of Object.keys(this.saved.scopes).slice(0, -MAX_SCOPES)) delete this.saved.scopes[old];
        this.writeSoon();
      },
    };
  }

  /** Sets the shown investigation. */
  show(investigation: string | undefined): void {
    if (this.saved.investigation === investigation) return;
    if (investigation) this.saved.investigation = investigation;
    else delete this.saved.investigation;
    this.writeSoon();
  }

  /** Writes now: the page may be gone in a moment. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const scopes = Object.fromEntries(Object.entries(this.saved.scopes).map(([id, scope]) => [id, withoutLongTexts(scope)]));
    this.store.setState({ ...this.saved, scopes });
  }

  private writeSoon(): void {
    this.timer ??= setTimeout(() => this.flush(), WRITE_DELAY_MS);
  }
}

/** Named values of one view. `set` with undefined forgets a value. */
export interface Scope {
  get<T>(key: string): T | undefined;
  set(key: string, value: unknown): void;
}

function withoutLongTexts(scope: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(scope).filter(([, value]) => typeof value !== 'string' || value.length <= MAX_TEXT));
}
