declare module 'pgpass' {
  export interface PasswordFile {
    /** The password for a connection in libpq's password file; undefined if there is none. */
    (
      connection: { host: string; port: number; user: string; database: string },
      done: (password: string | undefined) => void,
    ): void;
    /** Sets the stream for warnings about the file. */
    warnTo(stream: NodeJS.WritableStream): void;
  }
  const pgpass: PasswordFile;
  export default pgpass;
}
