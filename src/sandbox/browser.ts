import { spawn } from 'node:child_process';

/** Opens an address in the person's browser where there is a display and a person; elsewhere does nothing. */
export function openBrowser(url: string): void {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI !== undefined || !process.stdout.isTTY) return;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return;
  const [command, ...before] = COMMANDS[process.platform] ?? ['xdg-open'];
  if (command === undefined) return;
  // Without such a command the address is on the screen all the same.
  spawn(command, [...before, url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

const COMMANDS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};
