import '@testing-library/jest-dom/jest-globals';

// Fluent UI observes sizes; jsdom lays nothing out, so there is never a size to report.
globalThis.ResizeObserver ??= class implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
