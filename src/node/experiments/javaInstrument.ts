import { createServer, type AddressInfo, type Server } from 'node:net';
import type { ObservedRecord, ObserveSetup } from '../../core/experiments/observed';
import type { Instrument } from './instrument';
import { ThrowRecorder, type JavaSources } from './jdwp/throwRecorder';

/** Records of one run. */
const MOST_RECORDS = 500;

/**
 * Observes the errors that Java programs of a run throw. Each virtual machine connects to this process as to its debugger, is stopped for
 * the time that a throw is read, and goes on by itself when this process is gone.
 */
export function javaInstrument(setup: ObserveSetup, sources: JavaSources): Instrument<ObservedRecord[]> {
  const records: ObservedRecord[] = [];
  const machines = new Set<ThrowRecorder>();
  let server: Server | undefined;
  const close = async (): Promise<void> => {
    const open = server;
    server = undefined;
    for (const machine of machines) machine.close();
    machines.clear();
    if (open) await new Promise((closed) => open.close(closed));
  };
  return {
    name: 'java',
    async prepare() {
      const opened = createServer((socket) => {
        const machine = new ThrowRecorder(socket, setup, sources, (record) => {
          if (records.length < MOST_RECORDS) records.push(record);
        });
        machines.add(machine);
        socket.once('close', () => machines.delete(machine));
      });
      server = opened;
      await new Promise<void>((listening, failed) => {
        opened.once('error', failed);
        opened.listen(0, '127.0.0.1', listening);
      });
      const { port } = opened.address() as AddressInfo;
      return { javaAgents: [`-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,timeout=10000,quiet=y,address=127.0.0.1:${port}`] };
    },
    async collect() {
      await close();
      return records.splice(0);
    },
    close,
  };
}
