import * as z from 'zod/mini';

/**
 * One correlated request/reply handler for every boundary: host ↔ webview and host ↔ worker. A peer can call the other side's methods,
 * cancel a call, and report progress on a call that it serves.
 */

const envelopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: z.int(), method: z.string(), params: z.unknown() }),
  z.object({ kind: z.literal('cancel'), id: z.int() }),
  z.object({ kind: z.literal('progress'), id: z.int(), message: z.string() }),
  z.object({ kind: z.literal('result'), id: z.int(), value: z.unknown() }),
  z.object({ kind: z.literal('failure'), id: z.int(), name: z.string(), message: z.string(), detail: z.optional(z.unknown()) }),
]);

type Envelope = z.infer<typeof envelopeSchema>;

/**
 * Method name → schema of its parameters. Results are typed by {@link Method} and trusted: both sides are ours.
 * A schema may come from `zod` or from `zod/mini`; the webview's bundle uses mini, a twentieth of the size.
 */
export interface Method<Params = unknown, Result = unknown> {
  params: z.core.$ZodType<Params>;
  /** Carries the result's type only. */
  result?: Result;
}

export type MethodTable = Record<string, Method>;

export type ParamsOf<M> = M extends Method<infer P, unknown> ? P : never;
export type ResultOf<M> = M extends Method<never, infer R> ? R : M extends { result?: infer R } ? R : never;

/** Declares a method of a protocol: `method<Result>()(paramsSchema)`. */
export function method<Result>() {
  return <Params>(params: z.core.$ZodType<Params>): Method<Params, Result> => ({ params });
}

export interface CallContext {
  signal: AbortSignal;
  progress(message: string): void;
}

export type Handlers<T extends MethodTable> = {
  [K in keyof T]: (params: ParamsOf<T[K]>, context: CallContext) => ResultOf<T[K]> | Promise<ResultOf<T[K]>>;
};

/** A failure on the other side: its name and message cross, and `detail` if the error had a JSON form. */
export class RemoteError extends Error {
  constructor(
    readonly remoteName: string,
    message: string,
    readonly detail: unknown,
  ) {
    super(message);
    this.name = 'RemoteError';
  }
}

export interface CallOptions {
  signal?: AbortSignal;
  /** A cancelled call settles when the other side has ended it, not immediately: that side must clean up. */
  untilEnded?: boolean;
  onProgress?: (message: string) => void;
}

export interface Peer<Remote extends MethodTable> {
  call<K extends keyof Remote & string>(name: K, params: ParamsOf<Remote[K]>, options?: CallOptions): Promise<ResultOf<Remote[K]>>;
  /** Passes an incoming message to this peer; ignores anything that is not an envelope of this protocol. */
  receive(message: unknown): void;
  /** Rejects every running call. */
  close(reason: Error): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((message: string) => void) | undefined;
}

/**
 * Makes one end of a boundary.
 * @param served methods that this side offers, with their parameter schemas
 * @param handlers their implementations
 * @param post sends a message to the other side
 */
export function createPeer<Local extends MethodTable, Remote extends MethodTable>(
  served: Local,
  handlers: Handlers<Local>,
  post: (message: Envelope) => void,
): Peer<Remote> {
  let nextId = 1;
  const pending = new Map<number, Pending>();
  const running = new Map<number, AbortController>();

  async function serve(id: number, name: string, rawParams: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const declared = Object.hasOwn(served, name) ? served[name] : undefined;
      const handler = handlers[name as keyof Local];
      if (!declared || !handler) throw new Error(`unknown method ${name}`);
      const params = z.parse(declared.params, rawParams) as ParamsOf<Local[keyof Local]>;
      const value = await handler(params, {
        signal: controller.signal,
        progress: (message) => post({ kind: 'progress', id, message }),
      });
      post({ kind: 'result', id, value });
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      post({ kind: 'failure', id, name: failure.name, message: failure.message, detail: detailOf(failure) });
    } finally {
      running.delete(id);
    }
  }

  function settle(id: number, act: (call: Pending) => void): void {
    const call = pending.get(id);
    if (!call) return;
    pending.delete(id);
    act(call);
  }

  return {
    call(name, params, options = {}) {
      const { signal, onProgress, untilEnded = false } = options;
      return new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(abortError());
          return;
        }
        const id = nextId++;
        const cancel = () => {
          post({ kind: 'cancel', id });
          if (!untilEnded) settle(id, (call) => call.reject(abortError()));
        };
        signal?.addEventListener('abort', cancel, { once: true });
        const done = () => signal?.removeEventListener('abort', cancel);
        pending.set(id, {
          resolve: (value) => {
            done();
            resolve(value as never);
          },
          reject: (error) => {
            done();
            reject(error);
          },
          onProgress,
        });
        post({ kind: 'call', id, method: name, params });
      });
    },
    receive(message) {
      const parsed = envelopeSchema.safeParse(message);
      if (!parsed.success) return;
      const envelope = parsed.data;
      switch (envelope.kind) {
        case 'call':
          void serve(envelope.id, envelope.method, envelope.params);
          break;
        case 'cancel':
          running.get(envelope.id)?.abort();
          break;
        case 'progress':
          pending.get(envelope.id)?.onProgress?.(envelope.message);
          break;
        case 'result':
          settle(envelope.id, (call) => call.resolve(envelope.value));
          break;
        case 'failure':
          settle(envelope.id, (call) => call.reject(new RemoteError(envelope.name, envelope.message, envelope.detail)));
          break;
      }
    },
    close(reason) {
      for (const id of [...pending.keys()]) settle(id, (call) => call.reject(reason));
      for (const controller of running.values()) controller.abort();
    },
  };
}

function detailOf(error: Error): unknown {
  const entries = Object.entries(error).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return entries.length ? Object.fromEntries(entries) : undefined;
}

function abortError(): Error {
  const error = new Error('cancelled');
  error.name = 'AbortError';
  return error;
}
