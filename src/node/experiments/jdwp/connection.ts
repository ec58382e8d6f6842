import type { Socket } from 'node:net';
import { PacketReader, PacketWriter, USUAL_SIZES, type IdSizes } from './packets';

const HANDSHAKE = 'JDWP-Handshake';
const HEADER = 11;
/** No packet of a machine that is asked for single values is larger. */
const LARGEST = 64_000_000;
/** Flag of a packet that answers one. */
const REPLY = 0x80;

/** The virtual machine refused a command, e.g. 101: the class file lacks what was asked for. */
export class JdwpError extends Error {
  constructor(readonly code: number) {
    super(`The Java virtual machine answered with error ${code}.`);
  }
}

type Command = readonly [set: number, command: number];

/** A connection to a Java virtual machine that is being debugged, over the Java Debug Wire Protocol. */
export class JdwpConnection {
  sizes: IdSizes = USUAL_SIZES;
  private received: Buffer[] = [];
  private size = 0;
  private greeted = false;
  private lastId = 0;
  private readonly waiting = new Map<number, { resolve: (reply: PacketReader) => void; reject: (error: Error) => void }>();

  /**
   * @param onEvents data of a composite event; called for one after the other as they arrive
   */
  constructor(
    private readonly socket: Socket,
    private readonly onEvents: (data: Buffer) => void,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.fail());
    socket.write(HANDSHAKE);
  }

  /**
   * @throws JdwpError if the machine refuses; Error if it is gone
   */
  ask([set, command]: Command, write: (data: PacketWriter) => PacketWriter = (data) => data): Promise<PacketReader> {
    const id = ++this.lastId;
    const data = write(new PacketWriter(this.sizes)).data();
    const header = Buffer.alloc(HEADER);
    header.writeUInt32BE(HEADER + data.length, 0);
    header.writeUInt32BE(id, 4);
    header.writeUInt8(set, 9);
    header.writeUInt8(command, 10);
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) reject(gone());
      this.waiting.set(id, { resolve, reject });
      this.socket.write(Buffer.concat([header, data]));
    });
  }

  reader(data: Buffer): PacketReader {
    return new PacketReader(data, this.sizes);
  }

  /** The machine goes on without a debugger. */
  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received.push(chunk);
    this.size += chunk.length;
    if (!this.greeted) {
      if (this.size < HANDSHAKE.length) return;
      if (this.cut(HANDSHAKE.length).toString('latin1') !== HANDSHAKE) return this.close();
      this.greeted = true;
    }
    while (this.size >= HEADER) {
      const length = this.joined().readUInt32BE(0);
      if (length < HEADER || length > LARGEST) return this.close();
      if (this.size < length) return;
      this.packet(this.cut(length));
    }
  }

  private packet(packet: Buffer): void {
    const data = packet.subarray(HEADER);
    if (!(packet.readUInt8(8) & REPLY)) {
      if (packet.readUInt8(9) === 64 && packet.readUInt8(10) === 100) this.onEvents(data);
      return;
    }
    const id = packet.readUInt32BE(4);
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    const error = packet.readUInt16BE(9);
    if (error) waiting?.reject(new JdwpError(error));
    else waiting?.resolve(this.reader(data));
  }

  /** Only joined where a packet's length or the whole of it is read, so a large one costs linear time. */
  private joined(): Buffer {
    if (this.received.length > 1 && (this.received[0]?.length ?? 0) < 4) this.received = [Buffer.concat(this.received)];
    return this.received[0] ?? Buffer.alloc(0);
  }

  private cut(length: number): Buffer {
    const all = this.received.length === 1 ? this.received[0]! : Buffer.concat(this.received);
    const rest = all.subarray(length);
    this.received = rest.length ? [rest] : [];
    this.size = rest.length;
    return all.subarray(0, length);
  }

  private fail(): void {
    for (const { reject } of this.waiting.values()) reject(gone());
    this.waiting.clear();
  }
}

function gone(): Error {
  return new Error('The Java virtual machine has ended.');
}
