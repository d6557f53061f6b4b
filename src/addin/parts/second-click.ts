import { useRef, type MouseEvent } from 'react';

/** Whatever takes clicks as one thing: its icon and its words are part of it. */
const CONTROL = 'a, button, input, label, select, summary, textarea';

function controlAt({ target }: MouseEvent): Element | null {
  if (!(target instanceof Element)) return null;
  const control = target.closest(CONTROL) ?? target;
  // A label’s click comes to its field too, in some browsers with the same count.
  return control instanceof HTMLLabelElement ? (control.control ?? control) : control;
}

/** Whether a control acts by its click, rather than take a value by it. */
const acts = (control: Element | null): boolean => control?.matches('a, button, summary') ?? false;

/**
 * For all of the pane: a double click is one click, meant for what its first click met. Where that made way for something else, such
 * as "Connect" for "Cancel", the second one does nothing; nor does it on a button that asks the server, whose answer may be there
 * already. Keys, and most screen readers, click without a count, and are never in question.
 */
export function useSecondClick(): (event: MouseEvent) => void {
  const met = useRef<Element | null>(null);
  return (event) => {
    const control = controlAt(event);
    if (event.detail === 1) met.current = control;
    if (event.detail < 2 || (control === met.current && !acts(control))) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
