/** What a command can not do, in a sentence for whoever has typed it: what is wrong, and what to do. */
export class Refused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Refused';
  }
}
