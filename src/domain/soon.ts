/** What is at hand, or has to be waited for: waiting for nothing costs too, some ten times a record. */
export type Soon<Value> = Value | Promise<Value>;

/** What follows from a value, as soon as that is there. */
export function whenThere<Value, Result>(soon: Soon<Value>, work: (value: Value) => Soon<Result>): Soon<Result> {
  return soon instanceof Promise ? soon.then(work) : work(soon);
}
