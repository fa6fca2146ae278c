/** The plan's forms: a slider says its value while it is dragged, a lost request is not kept quiet. */
import { sendOnlyTappedPresets, watchRequests } from "./requests";
import { watchSliders } from "./sliders";

watchSliders();
watchRequests();
sendOnlyTappedPresets();
