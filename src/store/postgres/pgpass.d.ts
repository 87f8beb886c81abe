declare module 'pgpass' {
  export interface PasswordFile {
    /** The password for a connection in libpq's file, undefined if there is none. */
    (
      place: { host: string; port: number; user: string; database: string },
      done: (password: string | undefined) => void,
    ): void;
    /** Where it says what is wrong with the file. */
    warnTo(stream: NodeJS.WritableStream): void;
  }
  const pgpass: PasswordFile;
  export default pgpass;
}
