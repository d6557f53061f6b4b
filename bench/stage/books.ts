import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What the system has in its books about a process. Linux's only: elsewhere nothing can be read without help, and it is NaN. */
export interface Books {
  /** Time on a processor so far, by itself and by the system for it, in milliseconds. */
  processor: number;
  /** Now, and at most so far, in MiB. */
  memory: number;
  mostMemory: number;
}

const onLinux = process.platform === 'linux';
/** Linux counts processor time in hundredths of a second wherever Node runs (USER_HZ). */
const TICK_MS = 10;
const UTIME = 11;
const STIME = 12;
const CHILDREN_UTIME = 13;
const CHILDREN_STIME = 14;
const PARENT = 1;

export function booksOf(pid: number): Books {
  if (!onLinux) return { processor: NaN, memory: NaN, mostMemory: NaN };
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  return { processor: processorOf(statOf(pid)), memory: mebibytes('VmRSS'), mostMemory: mebibytes('VmHWM') };
}

/** Processor time of a process, those it has now, and those it had. */
export function processorOfFamily(pid: number): number {
  if (!onLinux) return NaN;
  const parent = statOf(pid);
  const past = (Number(parent[CHILDREN_UTIME]) + Number(parent[CHILDREN_STIME])) * TICK_MS;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => Number(stat[PARENT]) === pid);
  return [parent, ...children].reduce((sum, stat) => sum + processorOf(stat), past);
}

/** How many sockets a process has open. */
export function socketsOf(pid: number): number {
  if (!onLinux) return NaN;
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => isSocket(`/proc/${pid}/fd/${fd}`)).length;
}

const processorOf = (stat: string[]): number => (Number(stat[UTIME]) + Number(stat[STIME])) * TICK_MS;

/** The fields after the program's name, which may hold spaces itself; empty once it is gone. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function isSocket(link: string): boolean {
  try {
    return readlinkSync(link).startsWith('socket:');
  } catch {
    return false;
  }
}
