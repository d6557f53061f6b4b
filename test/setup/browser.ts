import '@testing-library/jest-dom/jest-globals';
import { configure } from '@testing-library/react';

// How long to look for what appears in its own time: a lazy screen on a busy machine is not a missing one.
configure({ asyncUtilTimeout: 60_000 });

// Fluent UI observes sizes; jsdom lays nothing out, so there is never a size to report.
globalThis.ResizeObserver ??= class implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

// jsdom knows no window beside the pane's that could have the focus. Some of these tests run without it.
if ('document' in globalThis) document.hasFocus = () => true;

// jsdom reads a blob in the old way only.
Blob.prototype.text ??= function text(this: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      resolve(String(reader.result));
    };
    reader.onerror = () => {
      reject(new Error('The blob cannot be read.'));
    };
    reader.readAsText(this);
  });
};
