/** What every page does. */
import { forgetDeleted } from "./deletion";
import { sendWhatWaits } from "./flush";
import { sayThatItIsOld } from "./kept";
import { forgetOnSignOut } from "./sign-out";
import { setUpTheme } from "./theme";
import { registerWorker } from "./worker";
import { keepZone } from "./zone";

setUpTheme();
sayThatItIsOld();
keepZone();
registerWorker();
forgetOnSignOut();

const flush = (): void => void sendWhatWaits().catch(() => undefined); // no database, nothing waits
addEventListener("online", flush);
void forgetDeleted()
  .catch(() => undefined)
  .then(flush);
