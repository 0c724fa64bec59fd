import { PassThrough, pipeline } from "node:stream";
import type { SendMailOptions, SMTPTransportOptions } from "nodemailer";

/** A recipient whom the server refused, and its answer. */
export interface Refusal {
  address: string;
  answer: string;
}

/** What became of an attempt. `isWhole` says that all of the mail was given to the connection, so that the server may have it. */
export type Submission = { refused: readonly Refusal[] } | { error: unknown; isWhole: boolean };

/** Gives one mail to a server, over a connection of its own. Never rejects. */
export async function submit(settings: SMTPTransportOptions, mail: SendMailOptions, signal: AbortSignal): Promise<Submission> {
  const { createTransport } = await import("nodemailer");
  const transport = createTransport(settings);
  let isWhole = false;
  transport.use("stream", ({ message }, done) => {
    message.processFunc((input) => {
      const output = new PassThrough();
      // The client reads from here once the server has asked for the mail, and puts the end behind what it has read.
      output.once("end", () => void (isWhole = true));
      return pipeline(input, output, () => {});
    });
    done();
  });
  try {
    const { rejected, rejectedErrors = [] } = await transport.sendMail({ ...mail, signal });
    return {
      refused: rejected.map((address) => ({
        address,
        answer: rejectedErrors.find(({ recipient }) => recipient === address)?.response ?? "",
      })),
    };
  } catch (error) {
    return { error, isWhole };
  } finally {
    transport.close();
  }
}
