/** Drawn on a 16-pixel grid with the text's own colour, so that every theme and contrast mode fits. */
const SHAPES = {
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  dash: <path d="M4 8h8" />,
  back: <path d="M9.5 3.5 5 8l4.5 4.5" />,
  chevron: <path d="m6 3.5 4.5 4.5L6 12.5" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 5v3.25l2 1.5" />
    </>
  ),
  warning: <path d="M8 2.5 14 13H2L8 2.5Zm0 4v3m0 1.75v.01" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.5V11m0-5.75v.01" />
    </>
  ),
  question: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.25 6.5c0-2 3.5-2 3.5 0 0 1.25-1.75 1.25-1.75 2.5m0 2v.01" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.5" r="2.5" />
      <path d="M3 13.25c.5-2.5 2.5-3.75 5-3.75s4.5 1.25 5 3.75" />
    </>
  ),
  building: <path d="M3.5 13.5v-11h6v11m0-7h3v7M2 13.5h12M5.5 5h2m-2 2.75h2m-2 2.75h2" />,
  eye: (
    <>
      <path d="M1.5 8C3 5.25 5.25 3.75 8 3.75S13 5.25 14.5 8C13 10.75 10.75 12.25 8 12.25S3 10.75 1.5 8Z" />
      <circle cx="8" cy="8" r="1.75" />
    </>
  ),
  'eye-off': (
    <>
      <path d="M1.5 8C3 5.25 5.25 3.75 8 3.75S13 5.25 14.5 8C13 10.75 10.75 12.25 8 12.25S3 10.75 1.5 8Z" />
      <path d="m3 13 10-10" />
    </>
  ),
  plane: <path d="M14 2 2 7l4.5 2L14 2Zm0 0-3.5 11-4-4" />,
  hold: <path d="M5.5 4v8m5-8v8" />,
} as const;

export type Shape = keyof typeof SHAPES;

/** A small drawing that repeats what the words beside it say; screen readers skip it. */
export function Pictogram({ shape, size = 16 }: { shape: Shape; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flexShrink: 0 }}
    >
      {SHAPES[shape]}
    </svg>
  );
}
