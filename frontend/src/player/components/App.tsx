import { useEffect, useState } from "preact/hooks";
import type { Course, Scene } from "../course";
import { Player } from "./Player";
import { Broken, Loading, Newer, NoSession } from "./States";

/** The player in whatever state it is. */
export function App({ course }: { readonly course: Course }) {
  const scene = useScene(course);
  if (scene.visit !== null) return <Player course={course} scene={scene} visit={scene.visit} />;
  switch (scene.kind) {
    case "none":
      return <NoSession />;
    case "newer":
      return <Newer />;
    case "broken":
      return <Broken sync={scene.sync} onRetry={() => course.retry()} />;
    default:
      return <Loading />;
  }
}

function useScene(course: Course): Scene {
  const [scene, setScene] = useState(course.scene);
  useEffect(() => {
    setScene(course.scene);
    return course.subscribe(() => setScene(course.scene));
  }, [course]);
  return scene;
}
