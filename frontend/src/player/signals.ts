/** Tones, vibration and speech: what is noticed without looking at the screen. */
import type { Settings } from "./settings";

let audio: AudioContext | undefined;

/** Browsers allow sound from the first tap on; call this in the handler of any tap. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume();
}

/** A tone now. `hertz` is its pitch, `seconds` its length. */
export function tone(settings: Settings, hertz: number, seconds: number): void {
  if (!settings.sound || audio === undefined || audio.state !== "running") return;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  const end = audio.currentTime + seconds;
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(0.25, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, end); // no click at the end
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
  oscillator.stop(end);
}

/** Vibrate, where the device can; milliseconds on, off, on. */
export function buzz(settings: Settings, pattern: readonly number[]): void {
  if (settings.vibration && "vibrate" in navigator) navigator.vibrate([...pattern]);
}

/** Say something aloud, in place of what is being said. */
export function say(settings: Settings, text: string): void {
  if (!settings.speech || !("speechSynthesis" in globalThis)) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "en";
  speechSynthesis.speak(words);
}

/** The rest, or a hold, is over. */
export function signalEnd(settings: Settings): void {
  tone(settings, 880, 0.6);
  buzz(settings, [300, 120, 300]);
}

const TAG = "ilium-rest";

/** A notification while the page cannot be seen, if the person has allowed it. */
export async function notify(text: string): Promise<void> {
  if (document.visibilityState === "visible" || !("Notification" in globalThis)) return;
  if (Notification.permission !== "granted") return;
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.showNotification(text, { tag: TAG });
}
