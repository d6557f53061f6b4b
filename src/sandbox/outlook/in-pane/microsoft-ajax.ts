/**
 * Stands in for Microsoft's MicrosoftAjax.js 3.5, which office.js loads into every Outlook pane.
 * It gives office.js what it looks for, and repeats the harm the real file does to the page:
 * `startsWith` and `endsWith` are replaced by versions that ignore their second argument.
 * Served as a plain script, so it is one block without imports or exports.
 */
{
  const page = window as unknown as Record<string, unknown>;
  const functions = Function as unknown as Record<string, unknown>;
  const functionPrototype = Function.prototype as unknown as Record<string, unknown>;
  const errors = Error as unknown as Record<string, unknown>;

  page['Type'] = Function;
  functions['registerNamespace'] = (path: string) => {
    let level = page;
    for (const name of path.split('.')) level = (level[name] ??= {}) as Record<string, unknown>;
  };
  functions['registerClass'] = () => undefined;
  functions['_validateParams'] = () => null;
  functions['createDelegate'] = (self: unknown, method: (...given: unknown[]) => unknown) => method.bind(self);
  functionPrototype['registerClass'] = function (this: unknown) {
    return this;
  };
  functionPrototype['initializeBase'] = () => undefined;

  page['Sys'] = {
    Browser: { agent: {}, InternetExplorer: {} },
    Debug: { trace: () => undefined },
    StringBuilder: class {
      #parts: string[] = [];
      append(part: string) {
        this.#parts.push(part);
        return this;
      }
      toString() {
        return this.#parts.join('');
      }
    },
    Serialization: {
      JavaScriptSerializer: {
        serialize: (value: unknown) => JSON.stringify(value),
        deserialize: (text: string) => JSON.parse(text) as unknown,
      },
    },
  };

  for (const kind of ['argument', 'argumentNull', 'argumentOutOfRange', 'argumentType', 'parameterCount']) {
    const name = `Sys.${kind[0]?.toUpperCase() ?? ''}${kind.slice(1)}Exception`;
    errors[kind] = (subject?: unknown) => Object.assign(new Error(`${name}: ${String(subject)}`), { name });
  }
  errors['create'] = (message?: string, details?: object) => Object.assign(new Error(message), details);

  Object.assign(String.prototype, {
    startsWith(this: string, beginning: string) {
      return this.slice(0, beginning.length) === beginning;
    },
    endsWith(this: string, end: string) {
      return this.slice(-end.length) === end;
    },
  });
  (String as unknown as Record<string, unknown>)['format'] = (pattern: string, ...values: unknown[]) =>
    pattern.replace(/\{(\d+)\}/g, (_match, index: string) => String(values[Number(index)] ?? ''));
}
