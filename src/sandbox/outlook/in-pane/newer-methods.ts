/**
 * Adds to the public office.js build what Outlook's current build has and the pane may use: closeAsync,
 * getAsFileAsync and inReplyTo (Mailbox 1.14), sendAsync (1.15), and the Office theme (1.14). They travel
 * over the same wire. An older requirement set in the host's matrix leaves the build as it is.
 * Served behind outlook-web-16.01.js, as a plain script.
 */
{
  type Callback = (result: object) => void;
  interface AppContext {
    get_requirementMatrix(): string;
    _officeTheme?: object;
  }
  interface OutlookObjectModel {
    item: object | undefined;
    initialData?: { inReplyTo?: string; itemType?: number };
  }
  interface OfficeInternals {
    DDA: {
      OutlookAppOm: new (context: AppContext, ...rest: unknown[]) => OutlookObjectModel;
      ErrorCodeManager: { getErrorArgs(code: number): { name: string; message: string } };
    };
    _OfficeAppFactory: {
      getId(): string;
      getClientEndPoint(): {
        invoke(action: string, callback: (code: number, answer: HostAnswer | null) => void, data: object): void;
      };
    };
  }
  interface HostAnswer {
    readonly error: boolean;
    readonly errorCode?: number;
    readonly data?: unknown;
  }

  const messageCompose = 4;
  const { OSF } = window as unknown as { OSF: OfficeInternals };

  const call = (dispatchId: number, parameters: object | undefined, given: readonly unknown[]) => {
    const callback = given.find((value) => typeof value === 'function') as Callback | undefined;
    const options = given.find((value) => typeof value === 'object' && value !== null);
    const { asyncContext } = (options ?? {}) as { asyncContext?: unknown };
    OSF._OfficeAppFactory.getClientEndPoint().invoke(
      'ExecuteMethod',
      (_code, answer) => {
        if (!answer || !callback) return;
        const failed = answer.error && answer.errorCode;
        callback(
          failed
            ? {
                status: 'failed',
                asyncContext,
                error: { ...OSF.DDA.ErrorCodeManager.getErrorArgs(failed), code: failed },
              }
            : { status: 'succeeded', asyncContext, value: answer.data },
        );
      },
      { ApiParams: parameters, MethodData: { ControlId: OSF._OfficeAppFactory.getId(), DispatchId: dispatchId } },
    );
  };

  const minorVersion = (context: AppContext) => {
    const { Mailbox } = JSON.parse(context.get_requirementMatrix()) as { Mailbox: string };
    return Number(Mailbox.split('.')[1]);
  };

  const withNewerMethods = (item: object | undefined, minor: number, model: OutlookObjectModel) => {
    if (!item || minor < 14) return item;
    Object.assign(item, { getAsFileAsync: (...given: unknown[]) => call(204, undefined, given) });
    Object.defineProperty(item, 'inReplyTo', { get: () => model.initialData?.inReplyTo ?? '' });
    if (model.initialData?.itemType !== messageCompose) return item;
    Object.assign(item, {
      closeAsync: (...given: unknown[]) => {
        const options = given.find((value) => typeof value === 'object' && value !== null) as { discardItem?: boolean };
        call(203, { discardItem: options?.discardItem ?? false }, given);
      },
    });
    if (minor >= 15) Object.assign(item, { sendAsync: (...given: unknown[]) => call(215, undefined, given) });
    return item;
  };

  const withNewerModel = (build: OfficeInternals['DDA']['OutlookAppOm']) =>
    new Proxy(build, {
      construct(_build, given: [AppContext, ...unknown[]]) {
        const [context] = given;
        const minor = minorVersion(context);
        const theme = /"officeTheme":(\{[^}]*\})/.exec(window.name)?.[1];
        if (minor >= 14 && theme) context._officeTheme = JSON.parse(theme) as object;
        const model = Reflect.construct(build, given) as OutlookObjectModel;
        let item = model.item;
        Object.defineProperty(model, 'item', {
          get: () => item,
          set: (next: object | undefined) => {
            item = withNewerMethods(next, minor, model);
          },
        });
        return model;
      },
    });

  // The build sets its object model only later, when MicrosoftAjax.js has come.
  let objectModel = withNewerModel(OSF.DDA.OutlookAppOm);
  Object.defineProperty(OSF.DDA, 'OutlookAppOm', {
    get: () => objectModel,
    set: (build: OfficeInternals['DDA']['OutlookAppOm']) => {
      objectModel = withNewerModel(build);
    },
  });
}
