/**
 * A reason not to start that whoever runs the server can do something about. Its message is one sentence, or two:
 * what is wrong, and what to do. The command line prints it without a stack.
 */
export class CannotStart extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CannotStart';
  }
}
