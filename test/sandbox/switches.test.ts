import { beforeEach, expect, it } from '@jest/globals';
import { Switchboard } from '../../src/sandbox/switches.ts';

let switches: Switchboard;
beforeEach(() => {
  switches = new Switchboard();
});

it('begins with a world in which everything works', () => {
  expect(switches.list().every(({ kind, value }) => kind !== 'toggle' || value === false)).toBe(true);
  expect(switches.get('certificate')).toBe('good');
});

it('tells who listens, and is put right by a reset', () => {
  const seen: unknown[] = [];
  switches.onChange(() => seen.push(switches.get('reach')));
  switches.turn('reach', 'down');
  switches.reset();
  expect(seen).toEqual(['down', 'up']);
});

it.each([
  ['nothing', true, 'There is no switch "nothing".'],
  ['no-tls', 'yes', '"no-tls" is true or false.'],
  ['refused-recipient', 7, '"refused-recipient" takes a text.'],
  ['certificate', 'shiny', '"certificate" is one of good, expired, wrong-name, untrusted.'],
])('refuses to turn %s to %p', (id, value, sentence) => {
  expect(switches.turnUnchecked(id, value)).toBe(sentence);
});

it('turns a switch by what a request says', () => {
  expect(switches.turnUnchecked('certificate', 'expired')).toBeNull();
  expect(switches.get('certificate')).toBe('expired');
});
