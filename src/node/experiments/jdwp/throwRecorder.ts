import type { Socket } from 'node:net';
import type { ObservedFrame, ObservedRecord, ObservedValue, ObserveSetup } from '../../../core/experiments/observed';
import { JdwpConnection } from './connection';
import { JavaProgram, unlessGone, type JavaFrame, type JavaSlot } from './javaProgram';
import { JavaShapes, simpleName } from './javaShapes';
import type { PacketReader } from './packets';

/** The person's source behind a Java program. */
export interface JavaSources {
  /** Absolute file with `/` that a class was compiled from; undefined for classes of others. */
  fileOf(className: string, sourceFile: string | undefined): Promise<string | undefined>;
  /** Names of the parameters of the function around a line. */
  parametersAt(file: string, line: number): Promise<string[] | undefined>;
}

const THROWN = 4;
const PREPARED = 8;
const STARTED = 90;
const ENDED = 99;
const THREAD_STOPS = 1;
const BY_CLASS_NAME = 5;
const BY_EXCEPTION = 8;

/** Watched where a report names no class. */
const ANY = 'java.lang.Throwable';

const MOST_FRAMES = 12;
const MOST_VALUES = 40;
const MOST_THROWS = 60;
/** Throws of the reported types that are looked at; a program that throws more of them goes on unobserved. */
const MOST_LOOKS = 2000;

/** Records what one Java program held when it threw errors of the reported types. */
export class ThrowRecorder {
  private readonly connection: JdwpConnection;
  private readonly program: JavaProgram;
  private readonly names: string[];
  private readonly watched = new Set<bigint>();
  private readonly files = new Map<bigint, Promise<string | undefined>>();
  private events = Promise.resolve();
  private order = 0;
  private throws = 0;
  private looks = 0;

  constructor(
    socket: Socket,
    private readonly setup: ObserveSetup,
    private readonly sources: JavaSources,
    private readonly add: (record: ObservedRecord) => void,
  ) {
    this.names = [...new Set(setup.throws.map(({ type }) => (/^[\w$.]+$/.test(type) ? type : ANY)))];
    this.connection = new JdwpConnection(socket, (data) => {
      // A machine that is gone, or answers oddly, goes on without us.
      this.events = this.events.then(() => this.happened(data)).catch(() => this.connection.close());
    });
    this.program = new JavaProgram(this.connection);
  }

  close(): void {
    this.connection.close();
  }

  private async happened(data: Buffer): Promise<void> {
    // The program's first event comes before the sizes of its names are known.
    if (data.readUInt8(5) === STARTED) return this.started();
    const event = this.connection.reader(data);
    event.byte();
    let thread: bigint | undefined;
    for (let left = event.int(); left > 0; left--) {
      const kind = event.byte();
      event.int();
      if (kind === ENDED) return;
      if (kind !== THROWN && kind !== PREPARED) return this.connection.close();
      thread = event.id('object');
      if (kind === PREPARED) await this.prepared(event);
      else await this.thrown(event, thread);
    }
    if (this.throws >= MOST_THROWS || this.looks >= MOST_LOOKS) {
      this.add({ record: 'note', what: 'pauses' });
      return this.connection.close();
    }
    const resumed = thread;
    if (resumed !== undefined) await this.connection.ask([11, 3], (reply) => reply.id('object', resumed));
  }

  private async started(): Promise<void> {
    const sizes = await this.connection.ask([1, 7]);
    const [field, method, object, type, frame] = [sizes.int(), sizes.int(), sizes.int(), sizes.int(), sizes.int()];
    this.connection.sizes = { field, method, object, type, frame };
    for (const name of this.names) {
      // A report may name only the last part of a class.
      for (const pattern of name.includes('.') ? [name] : [name, `*.${name}`])
        await this.connection.ask([15, 1], (data) => data.byte(PREPARED).byte(THREAD_STOPS).int(1).byte(BY_CLASS_NAME).text(pattern));
    }
    for (const type of await this.loaded()) await this.watch(type);
    await this.connection.ask([1, 9]);
  }

  /** Reported types that the machine knows from its start. */
  private async loaded(): Promise<bigint[]> {
    const reply = await this.connection.ask([1, 3]);
    const all = reply.list(() => {
      reply.byte();
      const found = { id: reply.id('type'), name: reply.text().slice(1, -1).replaceAll('/', '.') };
      reply.int();
      return found;
    });
    return all.filter(({ name }) => this.names.some((each) => name === each || (!each.includes('.') && name.endsWith(`.${each}`)))).map(({ id }) => id); // prettier-ignore
  }

  private async prepared(event: PacketReader): Promise<void> {
    event.byte();
    const type = event.id('type');
    event.text();
    event.int();
    await this.watch(type);
  }

  private async watch(type: bigint): Promise<void> {
    if (this.watched.has(type)) return;
    this.watched.add(type);
    // A class that is no exception is refused.
    await this.connection
      .ask([15, 1], (data) => data.byte(THROWN).byte(THREAD_STOPS).int(1).byte(BY_EXCEPTION).id('type', type).byte(1).byte(1))
      .catch(unlessGone);
  }

  private async thrown(event: PacketReader, thread: bigint): Promise<void> {
    event.location();
    const { value } = event.value();
    event.location();
    this.looks += 1;
    if (typeof value === 'bigint') await this.record(value, thread).catch(unlessGone);
  }

  private async record(error: bigint, thread: bigint): Promise<void> {
    const stack = await this.program.frames(thread);
    const own: { frame: JavaFrame; file: string; line: number }[] = [];
    for (const frame of stack) {
      if (own.length >= MOST_FRAMES) break;
      const file = await this.fileOf(frame.location.type);
      const line = file === undefined ? undefined : await this.program.line(frame.location);
      if (file !== undefined && line !== undefined) own.push({ frame, file, line });
    }
    if (!own.length) return;
    this.throws += 1;
    const frames: ObservedFrame[] = [];
    for (const each of own) frames.push(await this.frame(each, thread));
    const type = await this.program.typeOf(error);
    const field = type.fields.find(({ name }) => name === 'detailMessage');
    const [message] = field ? await this.program.fieldValues(error, [field]) : [];
    const text = message?.tag === 's' && typeof message.value === 'bigint' && message.value ? await this.program.text(message.value) : '';
    this.add({ record: 'throw', order: this.order++, type: type.name, message: text.slice(0, 500), frames });
  }

  private async frame({ frame, file, line }: { frame: JavaFrame; file: string; line: number }, thread: bigint): Promise<ObservedFrame> {
    const method = await this.program.method(frame.location);
    const { name } = await this.program.type(frame.location.type);
    const shapes = new JavaShapes(this.program);
    const values: ObservedValue[] = [];
    const known = new Set<string>();
    const add = async (name: string, value: Parameters<JavaShapes['valueOf']>[1]): Promise<void> => {
      if (known.has(name) || known.size >= MOST_VALUES) return;
      known.add(name);
      values.push(await shapes.valueOf(name, value, this.setup.contents === true));
    };
    const slots = (await this.program.variables(frame.location)) ?? (await this.parameters(frame, file, line));
    const held = await this.program.locals(thread, frame.id, slots).catch(unlessGone);
    for (const [at, { name }] of slots.entries()) if (name !== 'this' && held?.[at]) await add(name, held[at]);
    const self = method?.isStatic ? undefined : await this.program.self(thread, frame.id).catch(unlessGone);
    if (self && typeof self.value === 'bigint' && self.value) {
      await add('this', self);
      // What a class inside a function took along is written by its name there.
      const taken = (await this.program.typeOf(self.value)).fields.filter((field) => field.name.startsWith('val$'));
      const inner = await this.program.fieldValues(self.value, taken);
      for (const [at, field] of taken.entries()) if (inner[at]) await add(field.name.slice(4), inner[at]);
    }
    const isNamed = method && !method.isSynthetic && !method.name.startsWith('<');
    return { file, line, ...(isNamed && { function: `${simpleName(name)}.${method.name}` }), values };
  }

  /** Arguments keep their places; a class file without names leaves them to the source. */
  private async parameters({ location }: JavaFrame, file: string, line: number): Promise<JavaSlot[]> {
    const method = await this.program.method(location);
    if (!method || method.isSynthetic) return [];
    const names = await this.sources.parametersAt(file, line);
    if (names?.length !== method.parameters.length) return [];
    let slot = method.isStatic ? 0 : 1;
    return method.parameters.map((tag, at) => {
      const found = { name: names[at]!, tag, slot };
      slot += tag === 'J' || tag === 'D' ? 2 : 1;
      return found;
    });
  }

  private fileOf(type: bigint): Promise<string | undefined> {
    let file = this.files.get(type);
    if (!file) {
      file = (async () => this.sources.fileOf((await this.program.type(type)).name, await this.program.sourceFile(type)))();
      this.files.set(type, file);
    }
    return file;
  }
}
